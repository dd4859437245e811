"""What people may try to do at any time: each act takes the machine, who tries, and a figure that chooses."""

from guardian.shortcuts import assign_perm

from certification.models import (
    Appeal,
    Certificate,
    Condition,
    Mandate,
    Message,
    Objection,
    Round,
    Suspension,
    Visit,
    VisitDate,
)
from certification.workflow import (
    appeals,
    certificates,
    closing,
    conditions,
    drafts,
    interests,
    mandates,
    message_reports,
    messages,
    opinions,
    rounds,
    screening,
    seats,
    suspensions,
    visits,
)
from community.models import ActorUserObjectPermission, PersonRole
from community.workflow import publication
from tests.factories.certification import DAY, OBJECTION

VALUES = ("consent", "consent_with_reservation", "stand_aside", "object")
VOTES = ("confirmed", "annulled", "replaced")
MARKS = {code: {"mark": "kept", "text": "Vu."} for code in ("GOV1", "ECO1")}


def one_of(model, n, **wanted):
    """Some row, or None."""
    found = list(model.objects.filter(**wanted).order_by("-pk")[:3])
    return found[n % len(found)] if found else None


def on(model, act, **wanted):
    """An act on some row of a model: nothing happens where there is none."""

    def do(machine, who, n):
        found = one_of(model, n, **wanted)
        if found is not None:
            act(machine, found, {"actor": who, "now": machine.now}, n)

    return do


def on_file(act):
    """An act on the latest file of one of the organisations."""

    def do(machine, who, n):
        found = machine.file(n)
        if found is not None:
            act(machine, found, {"actor": who, "now": machine.now}, n)

    return do


def _take_position(machine, found, by, n):
    due = (machine.now + 60 * DAY).date()
    more = {"objection": OBJECTION} if n % 2 else {}
    if VALUES[n % 4] == "consent_with_reservation":
        more = {"text": "Mais.", "condition": "Publier" if n > 3 else "", "condition_due_on": due if n > 2 else None}
    seats.take_position(round_=found, value=VALUES[n % 4], **more, **by)


def _grid(_machine, found, by, n):
    seats.write_grid(round_=found, marks=MARKS, summary="…", version=n % 2, **by)


def _appoint(machine, found, by, n):
    pair = [machine.people["industry"][n % 2], machine.people["consumers"][0]]
    visits.appoint(application=found, pair=list(zip(pair, ("industry", "consumers"), strict=True)), **by)


def _convene(machine, found, by, n):
    free = appeals.candidates(found.decision.application, machine.now)
    first = {one.college: one for one in (free if n % 2 else reversed(free))}
    appeals.convene(appeal_=found, panel=first.values(), **by)


def _join(machine, who, n):
    """Somebody begins to write for an organisation, or stops."""
    own = ActorUserObjectPermission.objects.filter(user=who, permission__codename=PersonRole.CONTRIBUTOR)
    if own.exists():
        own.delete()
    elif n > 3:
        assign_perm(PersonRole.CONTRIBUTOR, who, machine.organisations[n % 2])


def _correct(machine, who, n):
    publication.correct(
        organisation=machine.organisations[n % 2], section="story", values={"summary": f"Nouveau {machine.now}."},
        actor=who, now=machine.now, origin="facilitator",
    )  # fmt: skip


def _ask(machine, who, n):
    mandates.ask(
        actor=who, college=("ngo", "ssro", "labour")[n % 3], motivation="…", is_alternate=bool(n % 2),
        shows_name=False, now=machine.now,
    )  # fmt: skip


def _start(machine, who, n):
    organisation = machine.organisations[n % 2]
    previous = drafts.what_to_follow(organisation, machine.now)
    drafts.start(organisation=organisation, actor=who, now=machine.now, previous=previous)


def _say(_machine, found, by, n):
    opinions.say(application=found, audience=("seats", "applicant", "public")[n % 3], text="…", **by)


def _say_again(_machine, found, by, n):
    opinions.say(application=found.application, audience="", text=f"@{by['actor']} …", parent=found, **by)


ACTS = {
    "start": _start,
    "join": _join,
    "correct": _correct,
    "ask": _ask,
    "sign": on_file(lambda _m, one, by, _n: drafts.sign(application=one, signed_as="…", **by)),
    "submit": on_file(lambda _m, one, by, _n: screening.submit(application=one, **by)),
    "withdraw": on_file(lambda _m, one, by, n: drafts.withdraw(application=one, why="…", **by) if n == 5 else None),
    "discard": on_file(lambda _m, one, by, _n: drafts.discard(application=one, **by)),
    "screen": on_file(lambda _m, one, by, _n: screening.screen(application=one, **by)),
    "send_back": on_file(lambda _m, one, by, _n: screening.send_back(application=one, lacks="Tout.", **by)),
    "admit": on_file(lambda _m, one, by, n: screening.admit(application=one, visit_waived="…" if n % 2 else "", **by)),
    "appoint": on_file(_appoint),
    "open_opinion": on_file(lambda _m, one, by, _n: screening.open_opinion(application=one, **by)),
    "give": on_file(lambda _m, one, by, _n: opinions.give(application=one, value="reserved", text="…", **by)),
    "declare": on_file(lambda _m, one, by, n: interests.declare(application=one, has_interest=n == 5, text="…", **by)),
    "open_round": on_file(lambda _m, one, by, n: rounds.open_round(application=one, days=7 + n, **by)),
    "say": on_file(_say),
    "answer_message": on(Message, _say_again),
    "edit_message": on(Message, lambda _m, one, by, _n: messages.edit(message=one, text="Plutôt.", **by)),
    "withdraw_message": on(Message, lambda _m, one, by, _n: messages.withdraw(message=one, **by)),
    "mark_message": on(Message, lambda _m, one, by, _n: messages.mark_useful(message=one, **by)),
    "report_message": on(Message, lambda _m, one, by, _n: message_reports.report(
        message=one, reason="other", text="…", **by)),
    "keep_message": on(Message, lambda _m, one, by, _n: message_reports.keep(message=one, words="…", **by)),
    "fold_message": on(Message, lambda _m, one, by, _n: message_reports.fold(
        message=one, reason="hurtful", words="…", **by)),
    "follow": on_file(lambda _m, one, by, n: messages.follow(application=one, is_wanted=bool(n % 3), **by)),
    "appeal": on_file(lambda _m, one, by, _n: appeals.appeal(application=one, grounds="…", **by)),
    "note": on(Visit, lambda _m, one, by, _n: visits.sign_confidentiality(visit=one, **by)),
    "propose": on(Visit, lambda m, one, by, n: visits.propose_date(visit=one, at=m.now + n * DAY, **by)),
    "agree": on(VisitDate, lambda _m, one, by, _n: visits.agree_date(date=one, **by)),
    "report": on(Visit, lambda _m, one, by, n: visits.write_report(
        visit=one, findings={"GOV1": "Vu."}, summary="…", version=one.version - (n == 5), **by)),
    "sign_report": on(Visit, lambda _m, one, by, _n: visits.sign_report(visit=one, **by)),
    "reply": on(Visit, lambda _m, one, by, _n: visits.reply(visit=one, text="…", **by)),
    "write_grid": on(Round, _grid),
    "submit_grid": on(Round, lambda _m, one, by, _n: seats.submit_grid(round_=one, **by)),
    "position": on(Round, _take_position),
    "close": on(Round, lambda _m, one, by, _n: closing.close(round_=one, **by)),
    "reopen": on(Round, lambda _m, one, by, n: rounds.reopen(round_=one, days=n, **by)),
    "alternates": on(Round, lambda _m, one, by, _n: rounds.call_alternates(round_=one, **by)),
    "void": on(Round, lambda _m, one, by, n: rounds.void(round_=one, why="…", **by) if n == 5 else None),
    "admit_objection": on(Objection, lambda _m, one, by, _n: seats.admit_objection(objection=one, **by)),
    "return": on(Objection, lambda _m, one, by, _n: seats.return_objection(objection=one, note="…", **by)),
    "amend": on(Objection, lambda _m, one, by, _n: seats.amend_objection(objection=one, said=OBJECTION, **by)),
    "answer": on(Objection, lambda _m, one, by, _n: seats.answer_objection(objection=one, text="…", **by)),
    "end": on(Objection, lambda _m, one, by, n: seats.end_objection(
        objection=one, action=("lift", "withdraw")[n % 2], why="…", **by)),
    "prove": on(Condition, lambda _m, one, by, _n: conditions.prove(condition=one, proof="…", **by)),
    "verify": on(Condition, lambda _m, one, by, _n: conditions.verify(condition=one, **by)),
    "doubt": on(Condition, lambda _m, one, by, _n: conditions.send_back(condition=one, note="…", **by)),
    "waive": on(Condition, lambda _m, one, by, _n: conditions.waive(condition=one, why="…", **by)),
    "suspend": on(Certificate, lambda _m, one, by, _n: suspensions.propose_suspension(
        certificate=one, reasons="…", **by)),
    "support": on(Suspension, lambda _m, one, by, _n: suspensions.support_suspension(suspension=one, **by)),
    "confirm": on(Suspension, lambda _m, one, by, _n: suspensions.confirm_suspension(suspension=one, **by)),
    "reinstate": on(Certificate, lambda _m, one, by, _n: suspensions.reinstate(certificate=one, why="…", **by)),
    "renounce": on(Certificate, lambda _m, one, by, n: certificates.renounce(
        certificate=one, why="…", **by) if n == 5 else None),
    "take_away": on(Certificate, lambda _m, one, by, _n: certificates.withdraw(certificate=one, why="…", **by)),
    "convene": on(Appeal, _convene),
    "vote": on(Appeal, lambda _m, one, by, n: appeals.vote(appeal_=one, vote=VOTES[n % 3], text="…", **by)),
    "confirm_mandate": on(Mandate, lambda _m, one, by, _n: mandates.confirm(mandate=one, **by)),
    "decline_mandate": on(Mandate, lambda _m, one, by, _n: mandates.decline(mandate=one, reason="…", **by)),
    "end_mandate": on(Mandate, lambda _m, one, by, n: mandates.end(mandate=one, **by) if n == 5 else None),
}  # fmt: skip
