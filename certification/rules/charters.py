"""What a charter holds, and what changed between two of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.difference import Piece, words

TAG = re.compile(r"<[^>]*>")


class Change(StrEnum):
    """What became of a commitment between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class TextChange:
    """One text that differs: which, and its pieces."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class CommitmentChange:
    """What became of the commitment of this stable code."""

    code: str
    title: str
    change: Change
    texts: tuple[TextChange, ...] = ()

    @property
    def is_now_required(self) -> bool:
        """Whether the kind changed from progress to required."""
        return any(text.field == "kind" and Piece("added", "required") in text.pieces for text in self.texts)


def commitments(content: Mapping) -> Iterator[tuple[str, dict]]:
    """(article title, commitment) in the order of the charter."""
    for article in content.get("articles", ()):
        for commitment in article["commitments"]:
            yield article["title"], commitment


def compare(old: Mapping, new: Mapping) -> list[CommitmentChange]:
    """What changed from one charter content to another, commitment by commitment, in the new order."""
    still_there = {article["title"] for article in new.get("articles", ())}
    before = {commitment["code"]: (title, commitment) for title, commitment in commitments(old)}
    after = {commitment["code"]: (title, commitment) for title, commitment in commitments(new)}
    changes = [_compare_one(before.get(code), after[code], still_there) for code in after]
    removed = [
        CommitmentChange(code, commitment["title"], Change.REMOVED)
        for code, (_, commitment) in before.items()
        if code not in after
    ]
    return [change for change in changes if change] + removed


def _compare_one(old: tuple[str, dict] | None, new: tuple[str, dict], still_there: set[str]) -> CommitmentChange | None:
    article, commitment = new
    code, title = commitment["code"], commitment["title"]
    if old is None:
        return CommitmentChange(code, title, Change.ADDED)
    texts = tuple(_text_changes(_texts(old[1]), _texts(commitment)))
    if texts:
        return CommitmentChange(code, title, Change.CHANGED, texts)
    has_moved = old[0] != article and old[0] in still_there  # else its article has another title, no more
    return CommitmentChange(code, title, Change.MOVED) if has_moved else None


def _texts(commitment: Mapping) -> dict[str, str]:
    """Every text of a commitment by field; levels as `level_0` to `level_3`."""
    texts = {name: str(commitment.get(name, "")) for name in ("title", "text", "kind", "indicators")}
    return texts | {f"level_{n}": text for n, text in enumerate(commitment.get("levels", ()))}


def _text_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TextChange]:
    for field in dict.fromkeys([*old, *new]):
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield TextChange(field, _pieces(before, after))


def compare_articles(old: Mapping, new: Mapping) -> list[TextChange]:
    """What changed in the charter's title, and in the titles and introductions of its articles, in their order."""
    before, after = (_headings(content) for content in (old, new))
    texts = []
    for number in range(max(len(before), len(after))):
        pair = [headings[number] if number < len(headings) else "" for headings in (before, after)]
        if pair[0] != pair[1]:
            texts.append(TextChange(str(number), _pieces(*pair)))
    return texts


def _headings(content: Mapping) -> list[str]:
    articles = [f"{article['title']}. {article.get('intro', '')}".strip() for article in content.get("articles", ())]
    return [content.get("title", ""), *articles]


def compare_preambles(old: Mapping, new: Mapping) -> tuple[Piece, ...]:
    """The pieces of the preamble, without its markup; empty when no word changed."""
    before, after = (TAG.sub(" ", content.get("preamble", "")) for content in (old, new))
    return _pieces(before, after) if before.split() != after.split() else ()


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What turns `old` into `new`, word by word; line breaks count for nothing."""
    return tuple(words(" ".join(old.split()), " ".join(new.split()), alike=0))
