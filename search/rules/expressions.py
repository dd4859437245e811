"""Expressions: several words that mean one thing, and other words for it, as the network's editors say."""

from collections.abc import Iterable, Mapping, Sequence

from search.rules.french import Token, tokens

Stems = tuple[str, ...]
Synonyms = Mapping[str, tuple[Stems, ...]]  # stems joined by a space: other stems that mean the same
Unit = tuple[Token, ...]  # one word, or the words of one expression


def units(read: Sequence[Token], synonyms: Synonyms) -> list[Unit]:
    """Words in their order, those of a known expression together; the longest expression first."""
    longest = max((key.count(" ") + 1 for key in synonyms), default=1)
    found, begin = [], 0
    while begin < len(read):
        sizes = range(min(longest, len(read) - begin), 1, -1)
        size = next((one for one in sizes if key(read[begin : begin + one]) in synonyms), 1)
        found.append(tuple(read[begin : begin + size]))
        begin += size
    return found


def key(unit: Sequence[Token]) -> str:
    """What synonyms call it."""
    return " ".join(one.stem for one in unit)


def of_lines(lines: Iterable[str]) -> dict[str, tuple[Stems, ...]]:
    """What each of some expressions that mean the same is called, and the stems of all the others."""
    read = [tuple(one.stem for one in tokens(line)) for line in lines]
    known = list(dict.fromkeys(stems for stems in read if stems))
    return {" ".join(one): tuple(other for other in known if other != one) for one in known}
