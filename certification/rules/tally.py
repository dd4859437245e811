"""The count of a round: what each college's position is, whether there is a quorum, whether there is consensus.

One pure function; its result carries its own explanation, as stable codes and figures that any reader, or the
stand-alone verifier, can follow. Consensus is that of ISO/IEC Guide 2: no sustained opposition on substantial
issues by an important part of the interests concerned.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from certification.rules.ruleset import Ruleset
from core.colleges import ABSENT, CODES, CONSENT, OBJECT, RESERVATION, STAND_ASIDE, VACANT

TAKEN = (CONSENT, OBJECT, STAND_ASIDE)  # what counts for the quorum
SAYABLE = (CONSENT, RESERVATION, STAND_ASIDE, OBJECT)  # what a seat may say


class Why(StrEnum):
    """Why a college has its position."""

    VACANT = "vacant"  # nobody sits, or everybody is recused
    SILENT = "silent"  # nobody answered
    TIE = "tie"  # as many objections as consents: no casting vote
    MORE_OBJECTIONS = "more_objections"
    MORE_CONSENTS = "more_consents"
    ALL_ASIDE = "all_aside"  # everybody who answered stood aside


class Lack(StrEnum):
    """What keeps a round from consensus."""

    TOO_FEW_COLLEGES = "too_few_colleges"
    REQUIRED_COLLEGE = "required_college"  # consumers or industry took no position
    OBJECTION = "objection"  # a college objects
    TOO_FEW_CONSENTS = "too_few_consents"


@dataclass(frozen=True)
class Said:
    """One seat of the round: its college, and its position in force ("" for none).

    `is_sustained` is for an objection: it was neither sent back for its form, nor lifted, nor withdrawn.
    """

    seat: str
    college: str
    position: str = ""
    is_sustained: bool = True


@dataclass(frozen=True)
class CollegeResult:
    """What one college says, and why."""

    college: str
    position: str
    why: Why
    seats: int
    consents: int
    reservations: int  # among the consents
    objections: int
    aside: int
    silent: int


@dataclass(frozen=True)
class Tally:
    """The whole count."""

    colleges: tuple[CollegeResult, ...]
    has_quorum: bool
    has_consensus: bool
    lacks: tuple[tuple[Lack, str], ...]  # (what, which college or figure)

    def as_dict(self) -> dict:
        """Plain values, ready for canonical JSON."""
        return asdict(self) | {
            "colleges": [asdict(college) for college in self.colleges],
            "lacks": [list(lack) for lack in self.lacks],
        }

    @classmethod
    def from_dict(cls, values: Mapping) -> "Tally":
        """The inverse of `as_dict`."""
        colleges = tuple(CollegeResult(**one | {"why": Why(one["why"])}) for one in values["colleges"])
        lacks = tuple((Lack(what), which) for what, which in values["lacks"])
        return cls(colleges, values["has_quorum"], values["has_consensus"], lacks)

    @property
    def positions(self) -> dict[str, str]:
        """{college code: position}, as the hexagon shows them."""
        return {one.college: one.position for one in self.colleges}


def tally(ruleset: Ruleset, seats: Iterable[Said]) -> Tally:
    """Count a round from its frozen seats and their positions in force."""
    by_college: dict[str, list[Said]] = {code: [] for code in CODES}
    for said in seats:
        by_college[said.college].append(said)
    colleges = tuple(college_result(code, by_college[code]) for code in CODES)
    quorum = tuple(_lacks_of_quorum(ruleset, colleges))
    consensus = () if quorum else tuple(_lacks_of_consensus(ruleset, colleges))
    return Tally(colleges, not quorum, not quorum and not consensus, quorum + consensus)


def college_result(code: str, seats: list[Said]) -> CollegeResult:
    """One college's position: who stands aside is neutral, a tie objects, silence is never consent."""
    count = Counter(_counted(said) for said in seats)
    consents = count[CONSENT] + count[RESERVATION]
    position, why = _position(len(seats), consents, count[OBJECT], count[STAND_ASIDE])
    return CollegeResult(
        college=code, position=position, why=why, seats=len(seats), consents=consents,
        reservations=count[RESERVATION], objections=count[OBJECT], aside=count[STAND_ASIDE], silent=count[""],
    )  # fmt: skip


def _counted(said: Said) -> str:
    """The position that counts: an objection that is not sustained says nothing any more."""
    return "" if said.position == OBJECT and not said.is_sustained else said.position


def _position(seats: int, consents: int, objections: int, aside: int) -> tuple[str, Why]:
    if not seats:
        return VACANT, Why.VACANT
    if objections and objections >= consents:
        return OBJECT, Why.TIE if objections == consents else Why.MORE_OBJECTIONS
    if consents:
        return CONSENT, Why.MORE_CONSENTS
    return (STAND_ASIDE, Why.ALL_ASIDE) if aside else (ABSENT, Why.SILENT)


def _lacks_of_quorum(ruleset: Ruleset, colleges: tuple[CollegeResult, ...]) -> Iterable[tuple[Lack, str]]:
    present = {one.college for one in colleges if one.position in TAKEN}
    if len(present) < ruleset.quorum_colleges:
        yield Lack.TOO_FEW_COLLEGES, str(len(present))
    yield from ((Lack.REQUIRED_COLLEGE, code) for code in ruleset.required_colleges if code not in present)


def _lacks_of_consensus(ruleset: Ruleset, colleges: tuple[CollegeResult, ...]) -> Iterable[tuple[Lack, str]]:
    yield from ((Lack.OBJECTION, one.college) for one in colleges if one.position == OBJECT)
    consents = sum(one.position == CONSENT for one in colleges)
    if consents < ruleset.consenting_colleges:
        yield Lack.TOO_FEW_CONSENTS, str(consents)


def may_open(ruleset: Ruleset, seated: Iterable[str]) -> tuple[tuple[Lack, str], ...]:
    """What keeps a round from opening with seats of these colleges; empty when it may open."""
    present = set(seated)
    lacks = [(Lack.TOO_FEW_COLLEGES, str(len(present)))] if len(present) < ruleset.quorum_colleges else []
    return (*lacks, *((Lack.REQUIRED_COLLEGE, code) for code in ruleset.required_colleges if code not in present))
