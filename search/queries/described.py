"""What a query asks, in a few words: the name of a feed, of a search that somebody keeps."""

from search.queries import shown
from search.queries.asked import Asked
from search.queries.labels import Labels
from search.rules.query import SearchQuery


def described(query: SearchQuery, labels: Labels) -> str:
    """Its words and filters, as they are called in the present language; looks no territory up."""
    filters = shown.chips(Asked(query, None, None, []), labels, lambda _query: "")
    return ", ".join(filter(None, [query.text, query.near, *(one.label for one in filters)]))
