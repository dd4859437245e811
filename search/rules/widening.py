"""What to try when nothing is found."""

from collections.abc import Iterator
from dataclasses import replace

from search.rules.query import MOST_KM, RADIUS_KM, SearchQuery

NARROWING = ("fresh", "qualifiers", "modes", "families", "certificates", "sectors", "kinds", "place", "box")


def wider(query: SearchQuery) -> Iterator[SearchQuery]:
    """A larger circle; no circle; each filter dropped; at last the words alone."""
    if query.point and query.radius < MOST_KM:
        yield replace(query, radius=min(MOST_KM, query.radius * 2), page=1)
    if query.point:
        yield replace(query, point=None, near="", radius=RADIUS_KM, page=1)
    said = [name for name in NARROWING if getattr(query, name)]
    for name in said:
        yield query.without(name)
    if query.text and len(said) + bool(query.point) > 1:
        yield SearchQuery(text=query.text, language=query.language)
