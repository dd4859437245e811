"""French words as the search compares them: folded, without elided articles, reduced to a stem.

The stems follow the idea of Savoy's light stemmer ("A stemming procedure and stopword list for general French
corpora", JASIS 50(10), 1999): plurals, feminines and a few derivations, never more than one letter too many for a
person to guess why two words are the same. Measured beside the engine's own (Snowball), which separates
« boulangère » from « boulanger » and « vélo » from « vélos » in upper case.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\w+", re.UNICODE)
ELIDED = frozenset(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "lorsqu", "puisqu", "jusqu", "quelqu", "presqu"])
APOSTROPHES = "'’ʼ"
PIECE = re.compile(rf"\w+[{APOSTROPHES}]?")
STOP_WORDS = frozenset((
    "a", "au", "aux", "avec", "ce", "ces", "cette", "cet", "dans", "de", "des", "du", "elle", "elles", "en", "est",
    "et", "eux", "il", "ils", "je", "la", "le", "les", "leur", "leurs", "lui", "ma", "mais", "me", "mes", "moi",
    "mon", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "sa", "sans", "se",
    "ses", "son", "sont", "sur", "ta", "te", "tes", "toi", "ton", "tous", "tout", "toute", "toutes",
    "tu", "un", "une", "vos", "votre", "vous", "y",
    "the", "of", "and", "in", "for", "to",
))  # fmt: skip
MOST_KEPT = 200_000  # of what stands between two spaces
SHORTEST = 3  # letters that a stem keeps
# (ending, what it becomes), the first that fits; after the plural's mark is gone.
DERIVED = (
    ("issement", "ir"), ("ateur", ""), ("ativement", ""), ("ivement", "if"), ("euse", "eu"), ("eur", "eu"),
    ("eu", "eu"), ("atrice", ""), ("ation", ""), ("trice", "teu"), ("ement", ""), ("iere", "i"), ("ier", "i"),
    ("ere", ""), ("er", ""), ("ative", ""), ("atif", ""), ("ive", "if"), ("ienne", "ien"), ("enne", "en"),
    ("onne", "on"), ("elle", "el"), ("ette", "et"), ("ee", ""), ("e", ""),
)  # fmt: skip


class Token(NamedTuple):
    """One word of a text: where it stands, as it is folded, and its stem."""

    start: int
    end: int
    word: str
    stem: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that count, in their order; elided articles and stop words don't."""
    for match in PIECE.finditer(text):
        if found := read(match[0]):
            yield Token(match.start(), match.start() + length(match[0]), *found)


def length(piece: str) -> int:
    """How many letters of a piece of a text are the word itself, without the apostrophe."""
    return len(piece) - (piece[-1] in APOSTROPHES)


class _Parts(dict[str, str]):
    """Words, or their stems, of what stands between two spaces, each kept: texts repeat themselves."""

    def __init__(self, which: int) -> None:
        super().__init__()
        self.which = which

    def __missing__(self, part: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        read_ = filter(None, map(read, PIECE.findall(part)))
        found = self[part] = " ".join([one[self.which] for one in read_])
        return found

    def of(self, parts: Iterable[str]) -> str:
        """All of them, in the same order, between spaces."""
        return " ".join(map(self.__getitem__, parts))


# The words of texts, and their stems, as `tokens` finds them: a fifth of the time, for what is indexed.
words_in, stems_in = _Parts(0).of, _Parts(1).of


@lru_cache(maxsize=100_000)
def read(piece: str) -> tuple[str, str] | None:
    """The word of a piece of a text (`PIECE`) and its stem; None for what doesn't count.

    An apostrophe after it says whether it is elided.
    """
    word = fold(piece.rstrip(APOSTROPHES))
    is_elided = piece[-1] in APOSTROPHES and word in ELIDED
    return None if is_elided or word in STOP_WORDS else (word, stem(word))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """In lower case, without accents; « œ » and « æ » in two letters."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if len(word) <= SHORTEST or not word.isalpha():
        return word
    base = _singular(word)
    for ending, becomes in DERIVED:
        if base.endswith(ending) and len(base) - len(ending) + len(becomes) >= SHORTEST:
            return _undoubled(base[: len(base) - len(ending)] + becomes)
    return _undoubled(base)


def _singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > SHORTEST + 2:
        return f"{word[:-3]}al"
    return word[:-1] if word[-1] in "sx" and not word.endswith("ss") else word


def _undoubled(word: str) -> str:
    is_doubled = len(word) > SHORTEST and word[-1] == word[-2]
    return word[:-1] if is_doubled else word
