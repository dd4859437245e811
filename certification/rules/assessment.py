"""What a self-assessment must say before it can be submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from certification.rules.charters import commitments

LEAST_WORDS = 5  # fewer say nothing that one could look at


class Lacking(StrEnum):
    """What an answer lacks."""

    LEVEL = "level"
    TEXT = "text"


@dataclass(frozen=True)
class Gap:
    """One commitment whose answer is not complete."""

    code: str
    title: str
    lacks: tuple[Lacking, ...]


def missing(charter: Mapping, assessment: Mapping) -> list[Gap]:
    """The commitments that have no level, or not a sentence yet, in the order of the charter."""
    found = [(one, _lacks(assessment.get(one["code"], {}))) for _article, one in commitments(charter)]
    return [Gap(one["code"], one["title"], lacks) for one, lacks in found if lacks]


def _lacks(said: Mapping) -> tuple[Lacking, ...]:
    level = () if said.get("level") is not None else (Lacking.LEVEL,)
    text = () if len(str(said.get("text", "")).split()) >= LEAST_WORDS else (Lacking.TEXT,)
    return level + text


def completeness(charter: Mapping, assessment: Mapping) -> int:
    """Percentage of the commitments whose answer is complete; 100 for a charter without any."""
    total = sum(1 for _ in commitments(charter))
    return round(100 * (total - len(missing(charter, assessment))) / total) if total else 100
