"""Pages that may be those of an organisation that somebody is about to describe."""

from rapidfuzz import fuzz

from community.models import Actor
from community.queries.places import find_communes
from community.rules.names import fold

ALIKE = 75  # out of 100
MOST = 5
MOST_READ = 3000


def alike(name: str, commune: str = "") -> list[Actor]:
    """Published actors with a similar name, those of the same commune first."""
    words = fold(name)
    if not words:
        return []
    insee = {one.code for one in find_communes(commune)} if commune else set()
    scored = [(_score(words, row, insee), row[0]) for row in _candidates(words, insee)]
    keys = [pk for score, pk in sorted(scored, reverse=True) if score >= ALIKE][:MOST]
    found = Actor.objects.for_cards().in_bulk(keys)
    return [found[pk] for pk in keys]


def named(typed: str, *, apart_from: Actor) -> Actor | None:
    """The published actor that somebody names by the address of its page or its exact name; never `apart_from`."""
    typed = typed.strip()
    slug = typed.rstrip("/").rsplit("/", 1)[-1]
    others = Actor.objects.published().exclude(pk=apart_from.pk)
    return others.filter(slug=slug).first() or others.filter(name__iexact=typed).first()


def _candidates(words: str, insee: set[str]) -> list[tuple]:
    """(key, sort name, insee) of actors in the commune, and of those whose name has the longest word."""
    published = Actor.objects.published().order_by()
    longest = max(words.split(), key=len)
    searches = [published.filter(sort_name__startswith=words), published.filter(sort_name__contains=longest)]
    if insee:
        searches.insert(1, published.filter(insee__in=insee))
    found: dict[int, tuple] = {}  # the surest first, so that a common word never hides the very same name
    for search in searches:
        room = MOST_READ - len(found)
        found |= {row[0]: row for row in search.values_list("pk", "sort_name", "insee")[:room]}
    return list(found.values())


def _score(words: str, row: tuple, insee: set[str]) -> float:
    _pk, name, where = row
    return fuzz.token_set_ratio(words, name) + (5 if where in insee else 0)
