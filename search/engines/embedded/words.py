"""The words of a search as the index is asked for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tantivy import Occur, Query, Schema, Searcher

from search.documents import TEXTS
from search.rules.french import Token, tokens

MOST_WORDS = 12
IN_NAME, AS_PREFIX, MISTYPED = 3.0, 0.5, 0.3
LONG_ENOUGH = 5  # letters, for one of them to be mistyped
LEAST_PREFIX = 2
ALL_UP_TO = 3  # so many words must all be there; of more, three in four
Synonyms = Mapping[str, tuple[tuple[str, ...], ...]]  # stems joined by a space: other stems that mean the same


@dataclass(frozen=True)
class Words:
    """What was typed, word by word; each must be found in one of the texts.

    Attributes:
        is_typing: whether the last word may be the beginning of one.
    """

    schema: Schema
    searcher: Searcher
    text: str
    synonyms: Synonyms = field(default_factory=dict)
    is_typing: bool = True

    @property
    def tokens(self) -> list[Token]:
        """The first of them, each once."""
        return list({one.stem: one for one in tokens(self.text)}.values())[:MOST_WORDS]

    def query(self) -> Query | None:
        """What asks for them; None if there is no word."""
        read = self.tokens
        if not read:
            return None
        asked = [self.one(token, is_last=token is read[-1]) for token in read]
        least = len(asked) if len(asked) <= ALL_UP_TO else -(-len(asked) * 3 // 4)
        plain = Query.boolean_query([(Occur.Should, one) for one in asked], minimum_number_should_match=least)
        others = [self._phrase(stems) for stems in self._means_the_same(read)]
        return any_of([plain, *others]) if others else plain

    def one(self, token: Token, *, is_last: bool) -> Query:
        """One word, in any text; mistyped if nobody writes it so."""
        ways = [Query.boost_query(self._term(name, token.stem), weight) for name, weight in TEXTS.items()]
        ways.append(Query.boost_query(self._term("name", token.word), IN_NAME))
        ways += [self._phrase(stems) for stems in self.synonyms.get(token.stem, ())]
        if is_last and self.is_typing and len(token.word) >= LEAST_PREFIX:
            begun = Query.fuzzy_term_query(self.schema, "words", token.word, 0, True, True)
            ways.append(Query.boost_query(begun, AS_PREFIX))
        if self.is_unknown(token):
            nearly = Query.fuzzy_term_query(self.schema, "every", token.stem, 1)
            ways.append(Query.boost_query(nearly, MISTYPED))
        return any_of(ways)

    def only(self, name: str) -> Query | None:
        """What asks for any of the words in one text."""
        read = self.tokens
        return any_of(Query.boost_query(self._term(name, one.stem), TEXTS[name]) for one in read) if read else None

    def is_unknown(self, token: Token) -> bool:
        """Whether nobody writes a long word so."""
        return len(token.word) >= LONG_ENOUGH and not any(self.searcher.doc_freq(name, token.stem) for name in TEXTS)

    def _means_the_same(self, read: list[Token]) -> list[tuple[str, ...]]:
        """Other words for the whole of what was typed, if it is several words that mean one thing."""
        return list(self.synonyms.get(" ".join(one.stem for one in read), ())) if len(read) > 1 else []

    def _phrase(self, stems: tuple[str, ...]) -> Query:
        if len(stems) == 1:
            return any_of(Query.boost_query(self._term(name, stems[0]), weight) for name, weight in TEXTS.items())
        return any_of(
            Query.boost_query(Query.phrase_query(self.schema, name, list(stems)), weight)
            for name, weight in TEXTS.items()
        )

    def _term(self, name: str, word: str) -> Query:
        return Query.term_query(self.schema, name, word, "position" if name in TEXTS else "basic")


def any_of(queries: Iterable[Query]) -> Query:
    """Whoever answers to one of them; to several, better."""
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def all_of(queries: Iterable[Query]) -> Query:
    """Whoever answers to each of them."""
    return Query.boolean_query([(Occur.Must, one) for one in queries])
