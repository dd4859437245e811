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
    """The part of a text with the most wanted words, from the beginning of a word to the end of one."""
    found = [token for token in tokens(text) if is_wanted(token)]
    if len(text) <= length:
        return marked(text, is_wanted)
    best = max(found, key=lambda one: sum(0 <= other.start - one.start < length for other in found), default=None)
    begin = max(0, (best.start if best else 0) - length // 4)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = len(text) if begin + length >= len(text) else max(text.rfind(" ", begin, begin + length), begin + 1)
    piece = marked(text[begin:end].strip(), is_wanted)
    return f"{'… ' if begin else ''}{piece}{' …' if end < len(text) else ''}"
