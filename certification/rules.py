"""Pure rules over plain values: the ruleset of a charter and what changed between two charters.

Neither the database nor HTTP is known here; `now` is always passed in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from core.colleges import CODES
from core.difference import Piece, words

TAG = re.compile(r"<[^>]*>")


class RulesetError(ValueError):
    """A parameter that no deliberation could run with; `field` names it, the text is a stable code."""

    def __init__(self, field: str, code: str):
        self.field = field
        super().__init__(code)


@dataclass(frozen=True)
class Ruleset:
    """The numbers of the process, stored with a charter version; files keep the one they began with.

    Durations are in days unless the name says months.
    """

    opinion_days: int = 21
    round_days: int = 21
    round_days_least: int = 7
    rounds_most: int = 3
    extension_days: int = 7
    quorum_colleges: int = 4
    required_colleges: tuple[str, ...] = ("consumers", "industry")
    consenting_colleges: int = 4
    validity_months: int = 12
    progress_plan_months: int = 6
    prolongation_days: int = 60
    renewal_opens_days: int = 90
    appeal_days: int = 30
    urgent_suspension_days: int = 30
    visit_reciprocity_months: int = 24

    def __post_init__(self):
        for name in ("quorum_colleges", "consenting_colleges"):
            if not 1 <= getattr(self, name) <= len(CODES):
                raise RulesetError(name, "between_one_and_six")
        if set(self.required_colleges) - set(CODES):
            raise RulesetError("required_colleges", "unknown_college")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, int) and value < 1:
                raise RulesetError(field.name, "at_least_one")
        if self.round_days < self.round_days_least:
            raise RulesetError("round_days", "shorter_than_least")

    def as_dict(self) -> dict:
        """Plain values, ready for canonical JSON."""
        return asdict(self) | {"required_colleges": list(self.required_colleges)}

    @classmethod
    def from_dict(cls, values: Mapping) -> "Ruleset":
        """The inverse of `as_dict`; a parameter added since takes its default.

        Raises:
            RulesetError: a value is out of its bounds.
        """
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        if "required_colleges" in kept:
            kept["required_colleges"] = tuple(kept["required_colleges"])
        return cls(**kept)


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
