"""The words of a search as the index is asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from tantivy import Occur, Query, Schema, Searcher

from search.documents import TEXTS
from search.rules.expressions import Stems, Synonyms, Unit, key, units
from search.rules.fragments import Wanted
from search.rules.french import Token, read, stem, tokens
from search.rules.spelling import distance

MOST_WORDS = 12
IN_NAME, AS_PREFIX, MISTYPED = 3.0, 0.1, 0.3
LONG_ENOUGH = 5  # letters, for one of them to be mistyped
MOST_MISTYPED = 4  # words for which others are tried: each takes as long as a whole search of a rare word
LEAST_PREFIX = 2
MOST_BEGUN = 60  # words that begin as one that is being typed, to be asked for one by one
ALL_UP_TO = 3  # so many words must all be there; of more, three in four
ALL_THERE = 40.0  # what a text gains that has each of more words: about as much as a rare word in its title
Ways = dict[str, list[Query]]  # reasons to be found, and what asks for each


@dataclass(frozen=True)
class Words:
    """What was typed, word by word; each must be found in one of the texts. A known expression is one word.

    Attributes:
        is_typing: whether the last word may be the beginning of one.
    """

    schema: Schema
    searcher: Searcher
    text: str
    synonyms: Synonyms = field(default_factory=dict)
    is_typing: bool = True

    @cached_property
    def tokens(self) -> list[Token]:
        """The first of them, each once."""
        return list({one.stem: one for one in tokens(self.text)}.values())[:MOST_WORDS]

    @cached_property
    def _ways(self) -> list[Ways]:
        return [self._of(unit) for unit in self._units]

    @cached_property
    def _units(self) -> list[Unit]:
        return units(self.tokens, self.synonyms)

    @cached_property
    def _words(self) -> list[Query]:
        return [any_of(one for some in ways.values() for one in some) for ways in self._ways]

    def query(self) -> Query | None:
        """What asks for them; None if there is no word."""
        most, asked = _enough_of(self._words), self._words
        if len(asked) <= ALL_UP_TO:
            return most
        return Query.boolean_query([(Occur.Must, most), (Occur.Should, _together(asked))])

    @cached_property
    def matching(self) -> Query | None:
        """The same documents without their relevance, found in one text that has all the stems: for what counts.

        To make it takes as long as to ask for a rare word.
        """
        return _enough_of([self._anywhere(unit) for unit in self._units])

    def only(self, reason: str) -> Query | None:
        """What asks for any of the words for one reason."""
        if reason == "together":
            return _together(self._words)
        asked = [one for ways in self._ways for one in ways.get(reason, ())]
        return any_of(asked) if asked else None

    @property
    def reasons(self) -> list[str]:
        """Why something may be found: texts, the name, the beginning of a word, an error of typing, all of them."""
        together = ["together"] if len(self._ways) > ALL_UP_TO else []
        return list(dict.fromkeys(reason for ways in self._ways for reason, asked in ways.items() if asked)) + together

    @cached_property
    def is_wanted(self) -> Wanted:
        """Whether a piece of a text is why it is found; texts repeat their words: each is looked at once."""
        return cache(self._is_why)

    def _is_why(self, piece: str) -> bool:
        found = read(piece)
        return found is not None and (
            found[1] in self._stems
            or any(self._may_go_on(one) and found[0].startswith(one.word) for one in self.tokens[-1:])
            or any(distance(one.stem, found[1], 1) <= 1 for one in self.unknown)
        )

    @cached_property
    def _stems(self) -> set[str]:
        """Those that were typed, and those of what means the same."""
        others = {stem for unit in self._units for stems in self.synonyms.get(key(unit), ()) for stem in stems}
        return others | {one.stem for one in self.tokens}

    @cached_property
    def unknown(self) -> list[Token]:
        """The first of them that nobody writes so."""
        return [one for one in self.tokens if self._is_unknown(one)][:MOST_MISTYPED]

    def _of(self, unit: Unit) -> Ways:
        same = self._same(unit)
        ways = {name: [boosted(self._written(name, stems), TEXTS[name]) for stems in same] for name in TEXTS}
        return ways if len(unit) > 1 else ways | self._of_one(unit[0])

    def _anywhere(self, unit: Unit) -> Query:
        same = self._same(unit)
        found = [self._written(name, stems) for stems in same if len(stems) > 1 for name in TEXTS]
        found += [self._term("every", stems[0]) for stems in same if len(stems) == 1]
        found += [one for token in unit if len(unit) == 1 and self._may_go_on(token) for one in self._begins(token)]
        found += [self._nearly(one) for one in unit if len(unit) == 1 and one in self.unknown]
        return any_of(found)

    def _begins(self, token: Token) -> list[Query]:
        """What asks for other words that begin so."""
        if self._begun is None:
            return [Query.fuzzy_term_query(self.schema, "words", token.word, 0, True, True)]
        return [Query.term_set_query(self.schema, "words", self._begun)] if self._begun else []

    @cached_property
    def _begun(self) -> list[str] | None:
        """Words that begin as the last one and have another stem; None if they are too many to be asked one by one."""
        typed = self.tokens[-1]
        known = self.searcher.terms_with_prefix("words", typed.word, None, MOST_BEGUN)
        return None if len(known) == MOST_BEGUN else [one for one, _times in known if stem(one) != typed.stem]

    def _same(self, unit: Unit) -> list[Stems]:
        return [tuple(one.stem for one in unit), *self.synonyms.get(key(unit), ())]

    def _of_one(self, token: Token) -> Ways:
        """What may be said of a single word: it is in the name as it was typed, it is being typed, it is mistyped."""
        ways = {"name": [boosted(self._term("name", token.word), IN_NAME)]}
        if self._may_go_on(token):
            ways["begun"] = [boosted(one, AS_PREFIX) for one in self._begins(token)]
        if token in self.unknown:
            ways["mistyped"] = [boosted(self._nearly(token), MISTYPED)]
        return ways

    def _nearly(self, token: Token) -> Query:
        return Query.fuzzy_term_query(self.schema, "every", token.stem, 1)

    def _may_go_on(self, token: Token) -> bool:
        return self.is_typing and token is self.tokens[-1] and len(token.word) >= LEAST_PREFIX

    def _is_unknown(self, token: Token) -> bool:
        """Whether nobody writes a long word so, nor a word that begins so if it is being typed."""
        if len(token.word) < LONG_ENOUGH or any(self.searcher.doc_freq(name, token.stem) for name in TEXTS):
            return False
        return not (self._may_go_on(token) and self.searcher.terms_with_prefix("words", token.word, None, 1))

    def _written(self, name: str, stems: Stems) -> Query:
        return Query.phrase_query(self.schema, name, list(stems)) if len(stems) > 1 else self._term(name, stems[0])

    def _term(self, name: str, word: str) -> Query:
        return Query.term_query(self.schema, name, word, "position" if name in TEXTS else "basic")


def _enough_of(words: list[Query]) -> Query | None:
    """All of a few words, three in four of more; None without any."""
    if len(words) <= ALL_UP_TO:
        return all_of(words) if words else None
    least = -(-len(words) * 3 // 4)
    return Query.boolean_query([(Occur.Should, one) for one in words], minimum_number_should_match=least)


def _together(words: Iterable[Query]) -> Query:
    return Query.const_score_query(all_of(words), ALL_THERE)


def boosted(query: Query, by: float) -> Query:
    """It, counting so much more."""
    return Query.boost_query(query, by)


def any_of(queries: Iterable[Query]) -> Query:
    """Whoever answers to one of them; to several, better."""
    asked = list(queries)
    return asked[0] if len(asked) == 1 else Query.boolean_query([(Occur.Should, one) for one in asked])


def all_of(queries: Iterable[Query]) -> Query:
    """Whoever answers to each of them."""
    asked = list(queries)
    return asked[0] if len(asked) == 1 else Query.boolean_query([(Occur.Must, one) for one in asked])
