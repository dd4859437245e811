"""The numbers of the process, as one value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from core.colleges import CODES


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
