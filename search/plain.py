"""Search without an index, while it is being made anew: every word must begin a word of the text.

Reads every published actor; no filters, no facets, no map.
"""

from community.models import Actor
from search.engines.embedded.hits import PER_PAGE
from search.results import Hit, SearchResult
from search.rules.fragments import marked
from search.rules.french import fold, read, tokens
from search.rules.query import SearchQuery

MOST_WORDS = 10
FIELDS = ("pk", "slug", "trade_name", "name", "summary", "city", "postal_code")


def search(query: SearchQuery) -> SearchResult:
    """The published actors that match, those that match by their name first."""
    asked = [one.word for one in tokens(f"{query.text} {query.near}")][:MOST_WORDS]
    rows = Actor.objects.published().order_by("sort_name", "pk").values(*FIELDS)
    scored = [(score, row) for row in rows.iterator() if (score := _score(asked, row))]
    scored.sort(key=lambda pair: -pair[0])
    begin = (query.page - 1) * PER_PAGE
    return SearchResult([_hit(asked, row) for _score_of, row in scored[begin : begin + PER_PAGE]], len(scored))


def _score(asked: list[str], row: dict) -> int:
    """0 when it does not match, 2 by name, 1 by the rest."""
    name = row["trade_name"] or row["name"]
    if _begin(asked, name):
        return 2
    return 1 if _begin(asked, f"{name} {row['summary']} {row['city']} {row['postal_code']}") else 0


def _begin(asked: list[str], text: str) -> bool:
    words = [one.word for one in tokens(text)]
    return all(any(word.startswith(fold(prefix)) for word in words) for prefix in asked)


def _hit(asked: list[str], row: dict) -> Hit:
    def is_wanted(piece: str) -> bool:
        found = read(piece)
        return found is not None and any(found[0].startswith(one) for one in asked)

    key, name = str(row["pk"]), row["trade_name"] or row["name"]
    title, text = marked(name, is_wanted), marked(row["summary"], is_wanted)
    return Hit(f"actor:{key}", "actor", key, f"/actors/{row['slug']}/", title, text, None, 0.0)
