"""Pieces of texts in which the words that were searched are marked."""

from collections.abc import Callable

from search.rules.french import Token, tokens

MARK, END = "\x02", "\x03"  # no text has them; a template makes <mark> of them after it has escaped the rest
LENGTH = 180
Wanted = Callable[[Token], bool]


def marked(text: str, is_wanted: Wanted) -> str:
    """The whole text, its wanted words marked."""
    pieces, last = [], 0
    for token in tokens(text):
        if is_wanted(token):
            pieces += [text[last : token.start], MARK, text[token.start : token.end], END]
            last = token.end
    return "".join([*pieces, text[last:]])


def fragment(text: str, is_wanted: Wanted, length: int = LENGTH) -> str:
    """The part of a text with the most wanted words, from the beginning of a word to the end of one.

    Longer than `length` only for a word that is so long itself.
    """
    if len(text) <= length:
        return marked(text, is_wanted)
    text = _in_line(text)
    starts = [token.start for token in tokens(text) if is_wanted(token)]
    best = max(starts, key=lambda one: sum(0 <= other - one < length for other in starts), default=0)
    begin = text.rfind(" ", 0, max(0, best - length // 4)) + 1
    if best - begin > length // 2:  # a word without end stands before it
        begin = text.rfind(" ", 0, best) + 1
    end = _end(text, begin, begin + length)
    piece = marked(text[begin:end].strip(), is_wanted)
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
