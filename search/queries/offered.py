"""What is offered while one types: titles, sectors, the same words near a commune."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from community.home_area import departements
from community.queries.places import suggest_communes
from search.engine import engine
from search.engines import MissingIndexError
from search.queries.labels import labels
from search.results import Hit
from search.rules.french import fold
from search.rules.phrases import said_near

FEWEST = 2  # letters
MOST_SECTORS, MOST_NEAR = 3, 2


@dataclass(frozen=True)
class Offered:
    """Each kind of suggestion."""

    hits: list[Hit]
    sectors: list[str]
    near: list[str]


def offered(request: HttpRequest, prefix: str) -> Offered:
    """For what was typed until now; nothing for one letter."""
    if len(prefix) < FEWEST:
        return Offered([], [], [])
    known = labels(request)["sectors"].values()
    sectors = [one for one in known if fold(one).startswith(fold(prefix))]
    return Offered(titles(prefix), sectors[:MOST_SECTORS], _near(request, prefix))


def titles(prefix: str) -> list[Hit]:
    """Those with words that begin so."""
    try:
        return engine().suggest(prefix) if len(prefix) >= FEWEST else []
    except MissingIndexError:
        return []


def _near(request: HttpRequest, prefix: str) -> list[str]:
    """« vélo nio »: vélo près de Niort. In French only: the words of a place are read in French only."""
    words, _space, begun = prefix.rpartition(" ")
    if get_language() != "fr" or words.endswith((" de", " du", " des")):
        return []
    found = suggest_communes(begun, MOST_NEAR, departements(request))
    return [said_near(words, one.name) for one in found]
