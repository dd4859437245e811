"""A query, and a moment of the index: what everything that is read from it asks."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.filters import filters, left_out
from search.engines.embedded.words import Words
from search.rules.expressions import Synonyms
from search.rules.query import SearchQuery


@dataclass(frozen=True)
class Asking:
    """A query, and a moment of the index.

    Attributes:
        version: another one after each change of the index.
    """

    fields: Schema
    searcher: Searcher
    query: SearchQuery
    today: date
    version: Hashable = None
    synonyms: Synonyms = field(default_factory=dict)

    @property
    def counted_as(self) -> Hashable:
        """What tells that the same was counted before; None for words, of which there is no end."""
        alone = replace(self.query, sort="", page=1)
        return None if self.query.text or self.version is None else (self.version, self.today, alone)

    @cached_property
    def words(self) -> Words:
        """What was typed."""
        return Words(self.fields, self.searcher, self.query.text, self.synonyms)

    @cached_property
    def filters(self) -> dict[str, Query]:
        """What narrows it, by field of the query."""
        return filters(self.fields, self.query, self.today)

    def instead(self, query: SearchQuery) -> "Asking":
        """Another query, at the same moment."""
        return replace(self, query=query)

    def asked(self) -> Query:
        """Everything that is asked, with the relevance of words; filters have none."""
        words = self.words.query()
        return self._all([words, *(Query.const_score_query(one, 0.0) for one in self.filters.values())])

    def matched(self, apart_from: str = "") -> Query:
        """The same documents without relevance, one filter apart: for what is counted, or has another order."""
        return self._all([self.words.matching, *(one for name, one in self.filters.items() if name != apart_from)])

    def _all(self, asked: Iterable[Query | None]) -> Query:
        must = [(Occur.Must, one) for one in asked if one is not None] or [(Occur.Must, Query.all_query())]
        return Query.boolean_query(must + [(Occur.MustNot, one) for one in self._left_out])

    @cached_property
    def _left_out(self) -> list[Query]:
        lacking = left_out(self.fields, self.query)
        return [lacking] if lacking is not None else []

    def aggregate(self, asked: dict, apart_from: str = "") -> dict[str, list[dict]]:
        """What is counted among them, by name of what is asked, one filter apart."""
        found = self.searcher.aggregate(self.matched(apart_from), asked) if asked else {}
        return {name: found[name]["buckets"] for name in asked}

    def count(self) -> int:
        """How many answer."""
        return self.searcher.search(self.matched(), limit=1).count
