"""Why an answer is one, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

WEIGHT = "weight"


@dataclass(frozen=True)
class Reason:
    """One of them: what it is, how much it counts, its share of all in hundredths."""

    label: str
    points: float
    share: int


@dataclass(frozen=True)
class Explained:
    """The reasons, the one that counts most first, and what their sum is multiplied by."""

    reasons: list[Reason]
    weight: float | None


def in_words(counted: dict[str, float]) -> Explained:
    """What `Engine.explain` says, for people."""
    said, known = {name: points for name, points in counted.items() if name != WEIGHT}, labels()
    whole = sum(said.values()) or 1.0
    rows = [Reason(known.get(name, name), points, round(100 * points / whole)) for name, points in said.items()]
    return Explained(sorted(rows, key=lambda one: -one.points), counted.get(WEIGHT))


def labels() -> dict[str, str]:
    """{reason: what it is called}."""
    return {
        "title": _("Words of the name"),
        "name": _("Words of the name, exactly as typed"),
        "keywords": _("Sector, added values, legal form"),
        "where": _("Place"),
        "summary": _("Summary"),
        "body": _("Description"),
        "begun": _("A word that begins as the last one"),
        "mistyped": _("A word that differs by one letter"),
        "together": _("Every word is there"),
    }
