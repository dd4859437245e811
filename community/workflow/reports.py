"""Reports: somebody notices, the actor answers, a facilitator concludes, the reporter learns what came of it."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from community import links, notifications
from community.models import Actor, ArchiveReason, CommunitySettings, Origin, Report, ReportKind
from community.models.document import COLUMNS
from community.permissions import can
from community.states import ReportState
from community.workflow import freshness, publication
from community.workflow.common import begin, move
from core import journal, page_cache
from core.refusals import Refused, require

UNCONFIRMED_KEPT = timedelta(days=7)
ADDRESS_KEPT = timedelta(days=180)  # of a visitor, after the conclusion
# Fields that a facilitator can correct at one press, and the section each is in.
CORRECTABLE = {
    "name": "identity",
    "summary": "story",
    "street": "place",
    "public_phone": "contact",
    "public_email": "contact",
    "website": "contact",
    "hours_note": "hours",
}


@transaction.atomic
def file_by_letter(*, organisation: Actor, now: datetime, **said: object) -> Report:
    """The same, said through the link of a reminder by whoever reads the organisation's mail."""
    report = Report(actor=organisation, created_at=now, **said)
    report.full_clean()
    _open(report, now)
    return report


@transaction.atomic
def file_report(
    *, organisation: Actor, actor: User | None, now: datetime, email: str = "", language: str = "fr", **said: object
) -> Report:
    """Say that something is wrong.

    Args:
        actor: the member; None for a visitor, who must confirm `email` before anybody reads the report.
        said: kind, field, proposed, commitment, duplicate_of, comment, link.
    """
    require(can(actor or AnonymousUser(), "report", organisation))
    report = Report(actor=organisation, user=actor, email=email, language=language, created_at=now, **said)
    report.said_then = report.said_now
    if actor is None:
        report.state = ReportState.UNCONFIRMED
    report.full_clean()
    report.save()
    if actor is None:
        _ask_to_confirm(report)
    else:
        _open(report, now)
    return report


def _ask_to_confirm(report: Report) -> None:
    with override(report.language):
        url = notifications.link("report_confirm", links.sign(links.REPORT, report.uid))
        notifications.notify("report_to_confirm", to=report.email, url=url, actor=report.actor.public_name)


@transaction.atomic
def confirm_report(*, report: Report, now: datetime) -> Report:
    """A visitor has proved the address: the report is read from now on."""
    report = begin(report, "confirm", None, bearer=True)
    move(report, "confirm")
    _open(report, now)
    return report


def _open(report: Report, now: datetime) -> None:
    organisation = report.actor
    is_claimed = organisation.is_claimed
    report.opened_at = now
    report.answer_due_at = now + timedelta(days=CommunitySettings.load().answer_days) if is_claimed else None
    report.save()
    journal.record("report.filed", actor=report.user, obj=report, now=now, data={"kind": report.kind})
    for manager in notifications.managers(organisation):
        with override(manager.language):
            until = notifications.day(report.answer_due_at)
            kind = str(report.get_kind_display()).lower()
        notifications.tell(
            "report_filed", manager, organisation, url_name="report", args=[report.uid], kind=kind, until=until
        )


@transaction.atomic
def answer_report(*, report: Report, actor: User, answer: str, now: datetime) -> None:
    """The actor's side."""
    report = begin(report, "answer", actor)
    move(report, "answer")
    report.answer, report.answered_by, report.answered_at = answer, actor, now
    report.save()
    journal.record("report.answered", actor=actor, obj=report, now=now)


@transaction.atomic
def uphold_report(
    *, report: Report, actor: User, finding: str, is_public: bool, is_applied: bool, now: datetime
) -> None:
    """Conclude that the report is right.

    Args:
        finding: what was found, in facts; the reporter and the actor read it.
        is_public: whether the page shows the finding and the actor's answer.
        is_applied: do at once what the report asks for (correct a field, archive).
    """
    report = _conclude(report, "uphold", actor=actor, finding=finding, is_public=is_public, now=now)
    if is_applied:
        _apply(report, actor, now)
    _tell_what_came(report)


@transaction.atomic
def dismiss_report(*, report: Report, actor: User, finding: str, is_public: bool, now: datetime) -> None:
    """Conclude that nothing is to be changed, and why."""
    _tell_what_came(_conclude(report, "dismiss", actor=actor, finding=finding, is_public=is_public, now=now))


def _conclude(report: Report, action: str, *, actor: User, finding: str, is_public: bool, now: datetime) -> Report:
    report = begin(report, action, actor)
    if report.state == ReportState.OPEN and report.answer_due_at and now < report.answer_due_at:
        raise Refused(_("The organisation may still answer. Conclude once it has, or when the delay has passed."))
    move(report, action)
    report.finding, report.is_public = finding, is_public
    report.concluded_by, report.concluded_at = actor, now
    report.save()
    if is_public:
        page_cache.invalidate()
    journal.record(f"report.{report.state}", actor=actor, obj=report, now=now)
    return report


def can_apply(report: Report) -> bool:
    """Whether the site itself can do what the report asks for."""
    if not report.actor.is_published:
        return False
    if report.kind == ReportKind.WRONG:
        return report.field in CORRECTABLE and bool(report.proposed)
    return report.kind == ReportKind.CLOSED or (report.kind == ReportKind.DUPLICATE and report.duplicate_of_id)


def _apply(report: Report, actor: User, now: datetime) -> None:
    organisation = report.actor
    if not can_apply(report):
        return
    if report.kind == ReportKind.WRONG:
        _correct(report, actor, now)
    elif report.kind == ReportKind.CLOSED:
        freshness.archive(organisation=organisation, reason=ArchiveReason.CLOSED, actor=actor, now=now)
    else:
        freshness.archive(
            organisation=organisation,
            reason=ArchiveReason.DUPLICATE,
            merged_into=report.duplicate_of,
            actor=actor,
            now=now,
        )


def _correct(report: Report, actor: User, now: datetime) -> None:
    section = CORRECTABLE[report.field]
    assert report.field in COLUMNS[section]  # noqa: S101 (a slip of ours, never of a person)
    try:
        publication.correct(
            organisation=report.actor,
            section=section,
            values={report.field: report.proposed.strip()},
            actor=actor,
            now=now,
            origin=Origin.REPORT,
        )
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _tell_what_came(report: Report) -> None:
    organisation, values = report.actor, {"finding": report.finding}
    if report.user and report.user.is_active:
        notifications.tell(
            "report_concluded", report.user, organisation, url_name="actor", args=[organisation.slug], **values
        )
    elif report.email:
        url = notifications.link("actor", organisation.slug, language=report.language)
        with override(report.language):
            notifications.notify("report_concluded", to=report.email, url=url, actor=organisation.public_name, **values)
    notifications.tell_managers("report_concluded_actor", organisation, url_name="report", args=[report.uid], **values)


def forget_unconfirmed(now: datetime) -> None:
    """Delete the reports of visitors who never confirmed their address."""
    Report.objects.filter(state=ReportState.UNCONFIRMED, created_at__lt=now - UNCONFIRMED_KEPT).delete()


def forget_addresses(now: datetime) -> None:
    """Empty the addresses of visitors some time after they learned what came of their reports."""
    Report.objects.filter(concluded_at__lt=now - ADDRESS_KEPT).exclude(email="").update(email="")
