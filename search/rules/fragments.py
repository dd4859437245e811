"""Pieces of texts in which the words that were searched are marked."""

from collections.abc import Callable, Iterable

from search.rules.french import PIECE, length

MARK, END = "\x02", "\x03"  # no text has them; a template makes <mark> of them after it has escaped the rest
LENGTH = 180
UNMARKED = {ord(MARK): None, ord(END): None}
Wanted = Callable[[str], bool]  # of a piece of a text, as `french.PIECE` finds it
Span = tuple[int, int]  # where a word begins and ends


def marked(text: str, is_wanted: Wanted) -> str:
    """The whole text, its wanted words marked."""
    return _marked(text, wanted(text, is_wanted))


def wanted(text: str, is_wanted: Wanted) -> list[Span]:
    """Where the wanted words begin and end; most texts have none, which takes little to see."""
    if not any(map(is_wanted, PIECE.findall(text))):
        return []
    found = [(one.start(), one[0]) for one in PIECE.finditer(text) if is_wanted(one[0])]
    return [(start, start + length(piece)) for start, piece in found]


def _marked(text: str, spans: Iterable[Span], begin: int = 0, end: int | None = None) -> str:
    """A part of a text, those of these words that stand in it marked."""
    pieces, end = [], len(text) if end is None else end
    for first, last in spans:
        if begin <= first and last <= end:
            pieces += [text[begin:first], MARK, text[first:last], END]
            begin = last
    return "".join([*pieces, text[begin:end]])


def fragment(text: str, spans: list[Span], length: int = LENGTH) -> str:
    """The part of a text with the most wanted words, from the beginning of a word to the end of one.

    Longer than `length` only for a word that is so long itself.
    """
    if len(text) <= length:
        return _marked(text, spans)
    text, starts = _in_line(text), [first for first, _last in spans]
    best = max(starts, key=lambda one: sum(0 <= other - one < length for other in starts), default=0)
    begin = text.rfind(" ", 0, max(0, best - length // 4)) + 1
    if best - begin > length // 2:  # a word without end stands before it
        begin = text.rfind(" ", 0, best) + 1
    end = _end(text, begin, begin + length)
    piece = _marked(text, spans, begin, end).strip()
    return f"{'… ' if begin else ''}{piece}{' …' if end < len(text) else ''}"


def shortened(text: str, length: int) -> str:
    """The beginning of a text, to the end of a word."""
    text = text.replace(MARK, "").replace(END, "")
    if len(text) <= length:
        return text
    end = _end(_in_line(text), 0, length)
    return f"{text[:end]} …" if end < len(text) else text


def _in_line(text: str) -> str:
    """As long as it was."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _end(text: str, begin: int, most: int) -> int:
    """Where the last word ends that does so before `most`; where the first one does if it is longer."""
    if most >= len(text):
        return len(text)
    last = text.rfind(" ", begin + 1, most + 1)
    following = text.find(" ", most)
    return last if last > 0 else following if following > 0 else len(text)
