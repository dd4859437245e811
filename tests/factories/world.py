"""One file with everybody around it: each role that a person can play, each place where something can be hidden."""

from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from certification.models import Appeal, Certificate, Condition, Decision, Interest, Message, PanelSeat, Visitor
from certification.workflow import closing, drafts, opinions, rounds, screening, seats
from community.models import PersonRole
from community.workflow import meetings
from tests.factories.accounts import make_superuser, make_user
from tests.factories.certification import (
    DAY,
    NOW,
    OBJECTION,
    declare,
    fill,
    make_charter,
    make_colleges,
    make_mandate,
    say,
    visit,
)
from tests.factories.community import make_actor

OPENED, SEALED, TALKED, END = NOW + 28 * DAY, NOW + 29 * DAY, NOW + 36 * DAY, NOW + 50 * DAY
MARKS = {code: {"mark": "partly", "text": "SECRET-mark-words"} for code in ("GOV1", "ECO1")}


def person(name, **fields):
    """Somebody whose name says who plays which part."""
    return make_user(f"{name.replace('_', '-')}@example.org", display_name=f"Nom-{name}", **fields)


def make_world():
    """A round in its discussion, nothing said yet; `who` has one person for each role."""
    who = {name: person(name) for name in ("member", "applicant", "co_applicant", "colleague", "candidate")}
    who |= {"facilitator": person("facilitator", roles=("facilitator",)), "anonymous": AnonymousUser()}
    who |= {name: person(name, roles=("facilitator",)) for name in ("bound_facilitator", "interested_facilitator")}
    who |= {"editor": person("editor", roles=("editor",)), "operator": person("operator", roles=("operator",))}
    who["superuser"] = make_superuser(display_name="Nom-superuser")
    world = SimpleNamespace(
        who=who, charter=make_charter(), actor=make_actor(manager=who["applicant"], name="Sarcelle")
    )
    assign_perm(PersonRole.MANAGER, who["co_applicant"], world.actor)
    for name in ("colleague", "bound_facilitator"):
        assign_perm(PersonRole.CONTRIBUTOR, who[name], world.actor)
    _seat(world)
    world.application = _submitted(world)
    _visited(world)
    screening.open_opinion(application=world.application, actor=who["facilitator"], now=NOW + 6 * DAY)
    _interest(world, "interested_facilitator")
    _open(world)
    return world


def _seat(world):
    held = {f"seat_{college}": people[0] for college, people in make_colleges().items()}
    for name, college in (("recused_seat", "labour"), ("undeclared_seat", "ngo"), ("tied_seat", "government")):
        held[name] = make_mandate(college, f"{name.replace('_', '-')}@example.org").person
    for name, college in (("pair", "industry"), ("pair_consumer", "consumers")):
        held[name] = make_mandate(college, f"{name.replace('_', '-')}@example.org", is_alternate=True).person
    for name, one in held.items():
        one.display_name = f"Nom-{name}"
        one.save()
    world.who |= held | {name: person(name) for name in ("recused_pair", "panel", "undeclared_panel", "recused_panel")}
    world.mandate = make_mandate("ngo", person=world.who["candidate"])
    world.mandate.state = "requested"
    world.mandate.save()


def _submitted(world):
    who = world.who
    application = drafts.start(organisation=world.actor, actor=who["co_applicant"], now=NOW)
    world.evidence = drafts.add_evidence(
        application=application, commitment="GOV1", title="SECRET-evidence-title", actor=who["applicant"], now=NOW,
        upload=ContentFile(b"SECRET-file-content", name="statuts.txt"),
    )  # fmt: skip
    fill(application, who["applicant"], NOW)
    application = screening.submit(application=application, actor=who["applicant"], now=NOW)
    remove_perm(PersonRole.MANAGER, who["co_applicant"], world.actor)
    screening.screen(application=application, actor=who["facilitator"], now=NOW)
    screening.admit(application=application, actor=who["facilitator"], now=NOW)
    return type(application).objects.get(pk=application.pk)


def _visited(world):
    who = world.who
    world.visit = visit(world.application, (who["pair"], who["pair_consumer"]), who["applicant"], who["facilitator"])
    Visitor.objects.create(visit=world.visit, person=who["recused_pair"], college="consumers", is_confidential=True)
    _interest(world, "recused_pair")
    world.visit.refresh_from_db()


def _interest(world, name):
    text = f"SECRET-interest-{name.replace('_', '-')}"
    Interest.objects.create(application=world.application, person=world.who[name], has_interest=True, text=text, at=NOW)


def _open(world):
    who = world.who
    world.round = rounds.open_round(application=world.application, actor=who["facilitator"], now=OPENED)
    world.application.refresh_from_db()
    world.round = type(world.round).objects.select_related("application").get(pk=world.round.pk)
    for name, one in who.items():
        if name.startswith("seat_") or name == "tied_seat":
            declare(world.application, one, OPENED)
    declare(world.application, who["recused_seat"], OPENED, interest="SECRET-interest-recused-seat")


def speak(world, apart_from=("seat_ssro",)):
    """Sealed opinions, positions, an objection, messages to each audience; one seat joins the applicant; a date."""
    for name, one in world.who.items():
        if (name.startswith("seat_") or name == "tied_seat") and name not in apart_from:
            seats.write_grid(round_=world.round, marks=MARKS, summary="SECRET-grid-summary", actor=one, now=SEALED,
                             version=0)  # fmt: skip
            seats.submit_grid(round_=world.round, actor=one, now=SEALED)
    draft = {"GOV1": {"mark": "kept", "text": "SECRET-draft-mark"}}
    seats.write_grid(round_=world.round, marks=draft, summary="SECRET-draft-summary", actor=world.who["seat_ssro"],
                     now=SEALED, version=0)  # fmt: skip
    say(world.round, world.who["seat_ngo"], "consent_with_reservation", TALKED, text="SECRET-position-text")
    said = {name: f"SECRET-objection-{name.replace('_', '-')}" for name in ("harm", "evidence", "lifted_by")}
    say(world.round, world.who["seat_labour"], "object", TALKED, objection=OBJECTION | said)
    world.objection = world.application.objections.get()
    for audience in ("seats", "applicant"):
        opinions.say(application=world.application, audience=audience, text=f"SECRET-message-{audience}",
                     actor=world.who["seat_ngo"], now=TALKED)  # fmt: skip
    world.message = Message.objects.select_related("application__actor").get(audience="applicant")
    assign_perm(PersonRole.CONTRIBUTOR, world.who["tied_seat"], world.actor)
    world.meeting = meetings.convene(
        holder=world.application, kind="deliberation", actor=world.who["seat_ngo"], now=TALKED,
        title="SECRET-meeting-title", starts_at=TALKED + 5 * DAY, ends_at=TALKED + 5.1 * DAY,
        place="SECRET-meeting-place", text="SECRET-meeting-text",
    )  # fmt: skip


def make_spoken_world():
    """A round in its discussion, in which everybody has spoken."""
    found = make_world()
    speak(found)
    return found


def decide(world):
    """What a decision leaves behind: a condition, a certificate, an appeal before its panel."""
    who, application = world.who, world.application
    world.decision = Decision.objects.create(
        number="D-2026-0001", application=application, round=world.round, outcome="granted_with_conditions",
        decided_at=END, reasons="Des raisons.", tally=closing.count(world.round).as_dict(),
    )  # fmt: skip
    world.condition = Condition.objects.create(
        decision=world.decision, text="Publier", due_on=(END + 100 * DAY).date(), verifier=who["seat_ngo"],
        college="ngo", proof="Vu.", proved_at=END,
    )  # fmt: skip
    world.certificate = Certificate.objects.create(
        number="C-2026-0001", actor=world.actor, decision=world.decision, starts_at=END, ends_at=END + 365 * DAY,
        state_at=END, index=1,
    )  # fmt: skip
    world.appeal = Appeal.objects.create(
        decision=world.decision, grounds="SECRET-appeal-grounds", state="panel", filed_at=END,
        filed_by=who["applicant"], closes_at=END + 30 * DAY,
    )  # fmt: skip
    for name, college in (("panel", "ngo"), ("undeclared_panel", "labour"), ("recused_panel", "ssro")):
        PanelSeat.objects.create(appeal=world.appeal, person=who[name], college=college)
    Interest.objects.create(application=application, person=who["panel"], has_interest=False, at=timezone.now())
    _interest(world, "recused_panel")


def say_to(world, audience, text, by="seat_ngo", now=TALKED, **more):
    """Something said in the discussion, to one audience."""
    return opinions.say(
        application=world.application, audience=audience, text=text, actor=world.who[by], now=now, **more
    )  # fmt: skip
