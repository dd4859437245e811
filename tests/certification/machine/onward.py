"""What the right people do next, so that random files get somewhere."""

from certification.models import Certificate, Suspension
from certification.workflow import appeals, interests, rounds, screening, seats, suspensions
from tests.certification.machine.acts import ACTS
from tests.factories.certification import DAY, OBJECTION, fill, visit


def onward(machine, n):
    """The next step of one of the files, in one of a few ways."""
    found = machine.file(n)
    NEXT[found.state if found else "withdrawn"](machine, found, n)


def _again(machine, found, n):
    """After a decision: an appeal, an urgent suspension, or another file."""
    after = (_appeal, _suspend, _start)[n % 3] if found and found.state == "decided" else _start
    after(machine, found, n)


def _start(machine, _found, n):
    ACTS["start"](machine, machine.managers[n % 2], n)


def _appeal(machine, found, n):
    manager, panel = machine.manager_of(found), machine.panel
    filed = appeals.appeal(application=found, grounds="…", actor=manager, now=machine.now)
    appeals.convene(appeal_=filed, panel=panel, actor=machine.facilitator, now=machine.now)
    for one in panel[: 4 if n > 2 else 2]:
        _declare(machine, found, one.person)
        vote = ("annulled", "replaced", "confirmed")[(n + 1) % 3]
        appeals.vote(appeal_=filed, vote=vote, text="…", actor=one.person, now=machine.now)


def _suspend(machine, found, _n):
    current = Certificate.objects.filter(decision__application=found, state="active").first()
    if current is None:
        return
    if not Suspension.objects.filter(certificate=current, lifted_at=None).exists():
        suspensions.propose_suspension(certificate=current, reasons="…", actor=machine.facilitator, now=machine.now)
    for code in ("ngo", "labour", "ssro", "government"):
        last = Suspension.objects.filter(certificate=current).first()
        suspensions.support_suspension(suspension=last, actor=machine.people[code][0], now=machine.now)


def _draft(machine, found, _n):
    manager = machine.manager_of(found)
    fill(found, manager, machine.now)
    screening.submit(application=found, actor=manager, now=machine.now)


def _screen(machine, found, _n):
    screening.screen(application=found, actor=machine.facilitator, now=machine.now)


def _admit(machine, found, n):
    waived = "Vue l’an passé." if found.kind != "first" and n % 2 else ""
    screening.admit(application=found, visit_waived=waived, actor=machine.facilitator, now=machine.now)


def _visit(machine, found, n):
    if not found.visit_waived and not found.visits.filter(state="signed").exists():
        is_peers_own = found.actor == machine.organisations[1]
        pair = machine.people["industry"][is_peers_own or n % 2], machine.people["consumers"][0]
        visit(found, pair, machine.manager_of(found), machine.facilitator, machine.now)
    machine.now += 13 * DAY
    screening.open_opinion(application=found, actor=machine.facilitator, now=machine.now)


def _convene(machine, found, _n):
    machine.now = max(machine.now, found.opinion_ends_at)
    for one in found.objections.all():
        if one.state == "filed":
            seats.admit_objection(objection=one, actor=machine.facilitator, now=machine.now)
        if one.state in {"filed", "admitted"}:
            seats.answer_objection(objection=one, text="…", actor=machine.facilitator, now=machine.now)
    rounds.open_round(application=found, actor=machine.facilitator, now=machine.now)


def _declare(machine, found, person):
    interests.declare(application=found, actor=person, has_interest=False, text="", now=machine.now)


def _deliberate(machine, found, n):
    """Every seat that may speaks, each in its way; then the round reaches its end."""
    current = found.rounds.order_by("-number").first()
    if current.state == "no_quorum":
        rounds.reopen(round_=current, actor=machine.facilitator, now=machine.now)
        return
    machine.now = max(machine.now, current.sealed_until)
    for place, seat in enumerate(current.seats.filter(recused_at=None).select_related("person")):
        value = PLANS[n][place % 4]
        machine.attempt(lambda seat=seat, value=value: _speak(machine, found, current, seat.person, value))
    current.refresh_from_db()
    machine.now = max(machine.now, current.closes_at)


PLANS = (("consent",) * 4, ("consent", "object", "consent", "consent"), ("consent", "consent_with_reservation") * 2,
         ("",) * 4, ("stand_aside",) * 4, ("consent", "consent", "stand_aside", ""))  # fmt: skip


def _speak(machine, found, current, person, value):
    if not value:
        return
    _declare(machine, found, person)
    due = (machine.now + 60 * DAY).date()
    more = {
        "object": {"objection": OBJECTION},
        "consent_with_reservation": {"text": "Mais.", "condition": "Publier", "condition_due_on": due},
    }.get(value, {})
    seats.take_position(round_=current, value=value, actor=person, now=machine.now, **more)


NEXT = {
    "draft": _draft, "submitted": _screen, "screening": _admit, "visit": _visit, "opinion": _convene,
    "deliberation": _deliberate, "reconciliation": _convene, "decided": _again, "withdrawn": _again,
}  # fmt: skip
