"""Who may do what in the process: the table of `states`, grants, seats and a few conditions. Nobody else decides.

What a page shows as buttons asks the same function as the workflow. A superuser is a facilitator here, no more.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone

from accounts.models import User
from certification.bonds import is_bound, why_recused
from certification.models import Appeal, Application, Certificate, Mandate, Message, Round, Seat, Visit
from certification.rules import certificates, messages, people, rounds
from certification.states import LAW, AppealState, Audience, MessageState, Role, VisitState
from certification.verdicts import (
    ANSWERED,
    DECLARE,
    NO_REPORT,
    NOT_NOW,
    NOT_REPORTED,
    NOT_YOURS,
    NOTE_SIGNED,
    OPINION_RUNS,
    OVER,
    OWN_MESSAGE,
    PART_OF_IT,
    RECUSED,
    RENEWAL_LATER,
    REPORTED_ALREADY,
    SEALED,
    SIGN_IN,
    SIGN_NOTE,
    SUBMITTED,
    TOO_EARLY,
    TOO_LATE_TO_APPEAL,
    UNANSWERED,
)
from community.permissions import grants, is_facilitator
from community.states import Role as ActorRole
from core.memory import remembered
from core.permissions import YES, Verdict, Visitor

REPLY_DELAY = timedelta(days=7)  # that an applicant has to reply to the report of a visit


def can(user: Visitor | None, action: str, obj: models.Model, *, now: datetime | None = None) -> Verdict:
    """Whether `user` may do `action` to `obj` at this moment.

    Args:
        user: a person, an anonymous visitor, or None for the clock.
        action: a code of `states.LAW`.
        obj: a file, or something of one.
        now: the moment; the present one by default.
    """
    kind = obj._meta.model_name
    table = LAW.rows(kind, action)
    roles = roles_of(user, obj)
    mine = [row for row in table if roles & set(row.who)]
    if not mine:
        return _why_not(user, table, obj)
    if not any(getattr(obj, "state", None) in row.states for row in mine):
        return NOT_NOW
    condition = CONDITIONS.get((kind, action))
    return condition(user, obj, now or timezone.now()) if condition else YES


def _why_not(user: Visitor | None, table: tuple, obj: models.Model) -> Verdict:
    asked = {role for row in table for role in row.who}
    if user is None or not user.is_authenticated:
        return SIGN_IN if asked - {Role.SYSTEM, Role.VISITOR} else NOT_YOURS
    application = application_of(obj)
    if application and asked & {Role.SEAT, Role.PAIR, Role.PANEL} and _named_roles(user, application):
        why = why_recused(user, application)
        return DECLARE if why == people.Recusal.UNDECLARED else RECUSED if why else NOT_YOURS
    return NOT_YOURS


def roles_of(user: Visitor | None, obj: models.Model) -> set[Role]:
    """Everything that a person is to an object."""
    if user is None:
        return {Role.SYSTEM}
    roles = {Role.VISITOR}
    if not user.is_authenticated or not user.is_active:
        return roles
    application = application_of(obj)
    roles |= {Role.MEMBER} | (_roles_in(user, application) if application else _facilitator(user))
    own = OWN_ROLES.get(obj._meta.model_name)
    return roles | (own(user, obj) if own else set())


def application_of(obj: models.Model) -> Application | None:
    """The file that an object belongs to."""
    if isinstance(obj, Application):
        return obj
    path = {"certificate": "decision", "condition": "decision", "appeal": "decision"}.get(obj._meta.model_name)
    holder = getattr(obj, path) if path else obj
    return getattr(holder, "application", None)


def _roles_in(user: User, application: Application) -> set[Role]:
    """Of the applicant, else what the file made of a person who is not recused; a tied facilitator is none."""
    ours = of_applicant(user, application)
    if ours:
        return ours
    named = _named_roles(user, application)
    named = set() if named and why_recused(user, application) else named
    facilitates = _facilitator(user)
    return named if facilitates and is_bound(user, application) else named | facilitates


def of_applicant(user: User, application: Application) -> set[Role]:
    """Whether a person writes for the applicant, or manages it."""
    named = {ActorRole.MANAGER: Role.APPLICANT, ActorRole.CONTRIBUTOR: Role.CONTRIBUTOR}
    return {named[role] for role in grants(user, application.actor)}


def _facilitator(user: User) -> set[Role]:
    return {Role.FACILITATOR} if is_facilitator(user) else set()


@remembered
def _named_roles(user: User, application: Application) -> set[Role]:
    """What a person was named to be in a file, recused or not."""
    roles = set()
    if Visit.objects.filter(application=application, visitors__person=user).exclude(state=VisitState.REPLACED).exists():
        roles.add(Role.PAIR)
    if seat_of(user, application):
        roles.add(Role.SEAT)
    if Appeal.objects.filter(decision__application=application, panel__person=user).exists():
        roles.add(Role.PANEL)
    return roles


@remembered
def seat_of(user: User, application: Application) -> Seat | None:
    """The seat of a person in the latest round of a file that is not void."""
    latest = application.latest_round
    return latest.seats.filter(person=user, recused_at__isnull=True).first() if latest else None


def sitting(user: User, application: Application) -> Seat | None:
    """The seat that a person holds and may use: whoever is recused, or has not declared anything yet, has none."""
    return None if why_recused(user, application) else seat_of(user, application)


# What a person is to one object of a file


@remembered
def _colleges_of(user: User, day: date) -> set[str]:
    """Codes of the colleges for which a person sits on a day."""
    return set(Mandate.objects.in_force(day).filter(person=user).values_list("college", flat=True))


def _of_mandate(user: User, mandate: Mandate) -> set[Role]:
    own = {Role.OWNER} if mandate.person_id == user.pk else set()
    sits = mandate.college in _colleges_of(user, timezone.localdate())
    return own | ({Role.COLLEGE} if sits and not own else set())


def _of_certificate(user: User, certificate: Certificate) -> set[Role]:
    sits = _colleges_of(user, timezone.localdate())
    return {Role.COLLEGE} if sits and not _is_tied(user, certificate) else set()


def _is_tied(user: User, obj: models.Model) -> bool:
    return is_bound(user, application_of(obj))


def _of_objection(user: User, objection: models.Model) -> set[Role]:
    return {Role.OWNER} if objection.seat.person_id == user.pk and not _is_tied(user, objection) else set()


def _of_condition(user: User, condition: models.Model) -> set[Role]:
    return {Role.OWNER} if condition.verifier_id == user.pk and not _is_tied(user, condition) else set()


def _of_message(user: User, message: Message) -> set[Role]:
    return {Role.OWNER} if message.author_id == user.pk else set()


OWN_ROLES: dict[str, Callable[[User, models.Model], set[Role]]] = {
    "mandate": _of_mandate,
    "certificate": _of_certificate,
    "objection": _of_objection,
    "condition": _of_condition,
    "message": _of_message,
}


# Conditions


def _concerned(user: User, application: Application, now: datetime) -> Verdict:
    """Whoever is named in a file or steers it; any member of a college once everybody may know that it exists."""
    if of_applicant(user, application):
        return NOT_YOURS
    if _named_roles(user, application) or is_facilitator(user):
        return YES
    return YES if _colleges_of(user, timezone.localdate(now)) and _is_known(application, now) else NOT_YOURS


def _is_known(application: Application, now: datetime) -> bool:
    """Whether a file is public: since its first opinion was open, or a decision was taken."""
    opened = application.opinion_opens_at
    return application.decided_at is not None or (opened is not None and opened <= now)


def must_declare(user: User, application: Application) -> bool:
    """Whether a person who has said nothing yet is asked first; whoever only steers a file reads it anyhow."""
    may = can(user, "declare_interest", application)
    return bool(may) and not (is_facilitator(user) and not _named_roles(user, application))


def _opinion_runs(user: User, application: Application, now: datetime) -> Verdict:
    if of_applicant(user, application):
        return NOT_YOURS
    return YES if application.opinion_opens_at <= now < application.opinion_ends_at else OVER


def _opinion_may_open(_user: Visitor | None, application: Application, now: datetime) -> Verdict:
    if application.visit_waived:
        return YES
    visit = application.visits.filter(state=VisitState.SIGNED).first()
    return YES if visit and (visit.replied_at or now >= visit.signed_at + REPLY_DELAY) else NO_REPORT


def _round_may_open(_user: Visitor | None, application: Application, now: datetime) -> Verdict:
    if application.state == "opinion" and now < application.opinion_ends_at:
        return OPINION_RUNS
    return UNANSWERED if application.objections.filter(state__in=("filed", "admitted")).exists() else YES


@remembered
def phase_of(found: Round, now: datetime) -> rounds.Phase:
    """Where a round is at this moment."""
    waiting = found.seats.filter(recused_at__isnull=True).exclude(grid__submitted_at__isnull=False)
    return rounds.phase(now, found.sealed_until, found.closes_at, all_sealed=not waiting.exists())


def _positions_run(_user: User, found: Round, now: datetime) -> Verdict:
    return {rounds.Phase.SEALED: SEALED, rounds.Phase.OPEN: YES, rounds.Phase.OVER: OVER}[phase_of(found, now)]


def _grid_is_open(user: User, found: Round, now: datetime) -> Verdict:
    if now >= found.closes_at:
        return OVER
    seat = found.seats.filter(person=user).select_related("grid").first()
    grid = getattr(seat, "grid", None)
    return SUBMITTED if grid and grid.submitted_at else YES


def _round_may_close(_user: Visitor | None, found: Round, now: datetime) -> Verdict:
    silent = found.seats.filter(recused_at__isnull=True).exclude(positions__is_current=True)
    may = rounds.may_close(
        now, found.opened_at, found.closes_at, found.application.ruleset, all_said=not silent.exists()
    )
    return YES if may else TOO_EARLY


def _may_appeal(_user: User, application: Application, now: datetime) -> Verdict:
    latest = application.decisions.order_by("-decided_at").first()
    has_appealed = Appeal.objects.filter(decision__application=application).exists()
    is_open = latest and certificates.may_appeal(
        application.ruleset, latest.decided_at, now, has_appealed=has_appealed
    )  # fmt: skip
    return YES if is_open else TOO_LATE_TO_APPEAL


def _may_renew(_user: User, certificate: Certificate, now: datetime) -> Verdict:
    opens = certificates.renewal_opens_at(certificate.decision.application.ruleset, certificate.ends_at)
    return YES if now >= opens else RENEWAL_LATER


def _has_signed_note(user: User, visit: Visit, _now: datetime) -> Verdict:
    return YES if visit.visitors.filter(person=user, is_confidential=True).exists() else SIGN_NOTE


def _has_not_signed_note(user: User, visit: Visit, _now: datetime) -> Verdict:
    return NOTE_SIGNED if visit.visitors.filter(person=user, is_confidential=True).exists() else YES


def _is_anothers(user: User, mandate: Mandate, _now: datetime) -> Verdict:
    return NOT_YOURS if mandate.person_id == user.pk else YES


def _panel_sits(_user: User, appeal: Appeal, now: datetime) -> Verdict:
    return YES if appeal.state == AppealState.PANEL and (appeal.closes_at is None or now < appeal.closes_at) else OVER


def _hears(user: User, message: Message, now: datetime) -> Verdict:
    """Whoever may read the file, and is of the audience."""
    may_read = can(user, "read_file", message.application, now=now)
    if not may_read:
        return may_read
    return YES if message.audience in messages.heard(roles_of(user, message.application)) else NOT_YOURS


def _talks(user: User, message: Message, now: datetime) -> Verdict:
    """Whoever may speak to its audience at this moment."""
    action = "talk_among_seats" if message.audience == Audience.SEATS else "talk"
    return can(user, action, message.application, now=now)


def _may_change_message(user: User, message: Message, now: datetime) -> Verdict:
    may_talk = _talks(user, message, now)
    if not may_talk:
        return may_talk
    is_answered = message.replies.exclude(state=MessageState.WITHDRAWN).exists()
    return YES if messages.may_still_change(message.at, now, is_answered=is_answered) else ANSWERED


def _may_mark(user: User, message: Message, now: datetime) -> Verdict:
    return OWN_MESSAGE if message.author_id == user.pk else _talks(user, message, now)


def _may_report_message(user: User, message: Message, now: datetime) -> Verdict:
    if message.author_id == user.pk:
        return OWN_MESSAGE
    waits = message.reports.filter(person=user, concluded_at=None).exists()
    return REPORTED_ALREADY if waits else _hears(user, message, now)


def _may_judge_message(user: User, message: Message, _now: datetime) -> Verdict:
    """A report opens a message to the facilitators, whatever its audience; who has a part in it does not judge."""
    reporters = set(message.reports.filter(concluded_at=None).values_list("person", flat=True))
    if not reporters:
        return NOT_REPORTED
    return PART_OF_IT if user.pk in reporters or user.pk == message.author_id else YES


CONDITIONS: dict[tuple[str, str], Callable[[Visitor | None, models.Model, datetime], Verdict]] = {
    ("application", "declare_interest"): _concerned,
    ("application", "give_opinion"): _opinion_runs,
    ("application", "open_opinion"): _opinion_may_open,
    ("application", "open_round"): _round_may_open,
    ("application", "appeal"): _may_appeal,
    ("round", "take_position"): _positions_run,
    ("round", "write_grid"): _grid_is_open,
    ("round", "submit_grid"): _grid_is_open,
    ("round", "close"): _round_may_close,
    ("certificate", "renew"): _may_renew,
    ("visit", "sign_confidentiality"): _has_not_signed_note,
    ("visit", "write_report"): _has_signed_note,
    ("visit", "sign_report"): _has_signed_note,
    ("appeal", "vote"): _panel_sits,
    ("mandate", "confirm"): _is_anothers,
    ("mandate", "decline"): _is_anothers,
    ("message", "read"): _hears,
    ("message", "answer"): _talks,
    ("message", "edit"): _may_change_message,
    ("message", "withdraw"): _may_change_message,
    ("message", "mark_useful"): _may_mark,
    ("message", "report"): _may_report_message,
    ("message", "keep"): _may_judge_message,
    ("message", "fold"): _may_judge_message,
}
