"""Search without an index: every word must begin a word of the text, accents and case folded.

Reads every published actor, which is right for a network of some thousands.
"""

import re
import unicodedata
from dataclasses import dataclass

from wagtail.models import Locale, Page

from community.models import Actor

ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)
WORD = re.compile(r"\w+")
MOST_WORDS = 10
MOST_PAGES = 10
FIELDS = ("pk", "name", "summary", "description", "city", "postal_code")


@dataclass(frozen=True)
class Query:
    """What was typed: words, and a place (town or the beginning of a postal code)."""

    text: str = ""
    near: str = ""

    @property
    def words(self) -> list[str]:
        """Folded words of the text, the first ten."""
        return fold(self.text)[:MOST_WORDS]

    @property
    def place(self) -> list[str]:
        """Folded words of the place."""
        return fold(self.near)[:MOST_WORDS]


def fold(text: str) -> list[str]:
    """Words in lower case, without accents nor elided articles."""
    plain = unicodedata.normalize("NFKD", ELISION.sub(" ", text))
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).lower())


def find_actors(query: Query) -> list[int]:
    """Keys of the published actors that match, those that match by their name first."""
    rows = Actor.objects.published().values_list(*FIELDS)
    scored = [(_score(query, row), row[1], row[0]) for row in rows.iterator()]
    return [pk for score, _, pk in sorted(scored) if score]


def _score(query: Query, row: tuple) -> int:
    """0 when it does not match, -2 by name, -1 by the rest."""
    _, name, summary, description, city, postal_code = row
    if not _begins(query.place, fold(f"{city} {postal_code}")):
        return 0
    if _begins(query.words, fold(name)):
        return -2
    return -1 if _begins(query.words, fold(f"{name} {summary} {description} {city}")) else 0


def _begins(prefixes: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(prefix) for word in words) for prefix in prefixes)


def find_pages(query: Query, locale: Locale) -> list[Page]:
    """Published pages of this language that match, in the order of relevance."""
    if not query.words:
        return []
    pages = Page.objects.live().public().filter(locale=locale)
    return list(pages.select_related("locale").search(" ".join(query.words))[:MOST_PAGES])
