"""What a seat says in a round: the sealed opinion, the position, objections."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import free
from certification.models import Application, Grid, Objection, ObjectionAnswer, Position, PositionValue, Round, Seat
from certification.permissions import of_applicant
from certification.rules.charters import commitments
from certification.rules.seals import MARKS, sealed_grid, sealed_position
from certification.workflow.common import begin_in, move, record, store
from certification.workflow.rounds import salt
from core.refusals import Refused

LIVE_OBJECTIONS = ("filed", "returned", "admitted", "answered")


class Conflict(Exception):  # noqa: N818 (nobody is wrong: the same person writes on two devices)
    """The opinion was saved elsewhere meanwhile."""


@transaction.atomic
def write_grid(
    *, round_: Round, marks: dict[str, dict], summary: str, actor: User, now: datetime, version: int
) -> Grid:  # fmt: skip
    """Keep the sealed opinion as it is typed; nobody else reads it.

    Raises:
        Conflict: it was saved on another device meanwhile.
    """
    application, found = begin_in(round_, "write_grid", actor, now)
    return _write(_own_seat(found, actor), application, (marks, summary), now, version)


def _write(own: Seat, application: Application, said: tuple[dict, str], now: datetime, version: int) -> Grid:
    grid, (marks, summary) = Grid.objects.filter(seat=own).first() or Grid(seat=own, version=0), said
    if grid.version != version:
        raise Conflict
    known = {one["code"] for _article, one in commitments(application.charter.charter)}
    grid.marks = {code: said for code, said in marks.items() if code in known and said.get("mark") in (*MARKS, "")}
    grid.summary, grid.version, grid.saved_at = summary, grid.version + 1, now
    store(grid)
    return grid


@transaction.atomic
def submit_grid(*, round_: Round, actor: User, now: datetime) -> Grid:
    """Submit the sealed opinion: a commitment to it goes into the journal, so that nobody changes it any more.

    Raises:
        Refused: a commitment of the charter has no mark.
    """
    application, found = begin_in(round_, "submit_grid", actor, now)
    own = _own_seat(found, actor)
    grid = Grid.objects.select_for_update().filter(seat=own).first()
    marked = {code for code, said in (grid.marks if grid else {}).items() if said.get("mark")}
    if {one["code"] for _article, one in commitments(application.charter.charter)} - marked:
        raise Refused(_("Give every commitment a mark before you submit; “I can’t tell” is one."))
    grid.submitted_at, grid.salt = now, salt()
    store(grid)
    sealed = sealed_grid(own.ref, grid.marks, grid.salt)
    record(
        "grid.submitted", actor=None, obj=found, now=now, data={"seat": own.ref, "sealed": sealed},
        private={"marks": grid.marks, "summary": grid.summary},
    )  # fmt: skip
    return grid


def _own_seat(found: Round, actor: User) -> Seat:
    return found.seats.select_for_update().get(person=actor)


@transaction.atomic
def take_position(
    *, round_: Round, value: str, actor: User, now: datetime, text: str = "", condition: str = "",
    condition_due_on: date | None = None, objection: dict | None = None,
) -> Position:  # fmt: skip
    """Say where one stands; said again, the last one before the end counts, and the earlier ones are kept.

    Args:
        objection: commitment, harm, evidence, lifted_by; for an objection that this person has not filed yet.

    Raises:
        Refused: an objection without its statement, or a reservation without words.
    """
    application, found = begin_in(round_, "take_position", actor, now)
    own = _own_seat(found, actor)
    if value == PositionValue.OBJECT and not (objection or live_objections(application, actor).exists()):
        raise Refused(_("An objection names a commitment, the harm, what shows it, and what would lift it."))
    is_reservation = value == PositionValue.RESERVATION
    if is_reservation:
        _check_reservation(text, condition, condition_due_on)
    filed = _file(application, own, objection, now) if value == PositionValue.OBJECT and objection else None
    own.positions.filter(is_current=True).update(is_current=False)
    position = Position(
        seat=own, value=value, text=text, condition=condition if is_reservation else "",
        condition_due_on=condition_due_on if is_reservation and condition else None, taken_at=now, salt=salt(),
        objection=(filed or live_objections(application, actor).last()) if value == PositionValue.OBJECT else None,
    )  # fmt: skip
    store(position)
    _seal(found, position, objection if filed else None, now)
    if filed:
        notifications.tell_facilitators("objection_filed", "room", [application.uid], application=application)
    return position


def _seal(found: Round, position: Position, objection: dict | None, now: datetime) -> None:
    """One line for a position, whatever it is: a second one would tell that it is an objection."""
    ref, name = position.seat.ref, str(position.objection.uid) if position.objection else ""
    private = {"value": position.value, "text": position.text, "condition": position.condition}
    record(
        "position.taken", actor=None, obj=found, now=now,
        data={"seat": ref, "sealed": sealed_position(ref, position.value, position.salt, name)},
        private=private | ({"objection": objection | {"uid": name}} if objection else {}),
    )  # fmt: skip


def _check_reservation(text: str, condition: str, due_on: date | None) -> None:
    if not (text.strip() or condition.strip()):
        raise Refused(_("Say what your reservation is: it becomes a condition, or a remark that everybody reads."))
    if condition and due_on is None:
        raise Refused(_("Give a day by which it should be done."))


def live_objections(application: Application, person: User):
    """The objections of a person in a file that were neither lifted nor withdrawn."""
    return application.objections.filter(seat__person=person, state__in=LIVE_OBJECTIONS)


def _file(application: Application, own: Seat, said: dict, now: datetime) -> Objection:
    objection = Objection(application=application, seat=own, filed_at=now, **said)
    if objection.commitment not in {one["code"] for _article, one in commitments(application.charter.charter)}:
        raise Refused(_("The charter has no such commitment."))
    store(objection)
    return objection


@transaction.atomic
def amend_objection(*, objection: Objection, said: dict, actor: User, now: datetime) -> None:
    """Say better what an objection must say."""
    _application, objection = begin_in(objection, "amend", actor, now)
    for name in ("commitment", "harm", "evidence", "lifted_by"):
        setattr(objection, name, said[name])
    move(objection, "amend")
    objection.form_note = ""
    store(objection)
    record("objection.amended", actor=None, obj=objection, now=now, private=said)


@transaction.atomic
def admit_objection(*, objection: Objection, actor: User, now: datetime) -> None:
    """Find that an objection says all it must; its merit is for the colleges."""
    application, objection = begin_in(objection, "admit", actor, now)
    move(objection, "admit")
    objection.admitted_at = now
    store(objection)
    record("objection.admitted", actor=actor, obj=objection, now=now)
    notifications.tell_applicant("objection_to_answer", application)


@transaction.atomic
def return_objection(*, objection: Objection, note: str, actor: User, now: datetime) -> None:
    """Ask for what an objection lacks; until it is amended it does not count."""
    application, objection = begin_in(objection, "send_back", actor, now)
    move(objection, "send_back")
    objection.form_note = note
    store(objection)
    record("objection.sent_back", actor=actor, obj=objection, now=now, why=note)
    _tell_owner("objection_returned", application, objection, note=note)


@transaction.atomic
def answer_objection(*, objection: Objection, text: str, actor: User, now: datetime) -> ObjectionAnswer:
    """Answer an objection in writing."""
    application, objection = begin_in(objection, "answer", actor, now)
    is_applicant = bool(of_applicant(actor, application))
    answer = ObjectionAnswer(objection=objection, author=actor, is_applicant=is_applicant, text=text, at=now)
    store(answer)
    move(objection, "answer")
    store(objection)
    record("objection.answered", actor=actor, obj=objection, now=now, private={"text": text})
    _tell_owner("objection_answered", application, objection)
    return answer


def _tell_owner(kind: str, application: Application, objection: Objection, **said: str) -> None:
    """Write to the person who objected, unless an interest was declared since."""
    for person in free([objection.seat.person], application):
        notifications.tell(kind, person, "room", [application.uid], application=application, **said)


@transaction.atomic
def end_objection(*, objection: Objection, action: str, why: str, actor: User, now: datetime) -> None:
    """Lift an objection, since its answer is enough, or withdraw it; with the reason.

    Args:
        action: "lift" or "withdraw".
    """
    application, objection = begin_in(objection, action, actor, now)
    if not why.strip():
        raise Refused(_("Say why in a few words: it is part of the record."))
    move(objection, action)
    objection.ended_at, objection.end_why = now, why
    store(objection)
    record(f"objection.{objection.state}", actor=None, obj=objection, now=now, private={"why": why})
    notifications.tell_applicant("objection_ended", application)
