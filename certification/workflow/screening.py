"""From the draft to the visit: submitting freezes the file, a facilitator checks its form, never its merit."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.models import Application, ApplicationKind
from certification.models.charter import sha256_of
from certification.rules.assessment import missing
from certification.states import VisitState
from certification.workflow.common import begin, finish, move
from community.models.document import content_of
from core.chain import canonical_json
from core.refusals import Refused


@transaction.atomic
def submit(*, application: Application, actor: User, now: datetime) -> Application:
    """Freeze the profile and the self-assessment, with their fingerprints.

    Raises:
        Refused: something is missing, or the charter is not signed.
    """
    application = begin(application, "submit", actor, now)
    assessment = assessment_of(application)
    if missing(application.charter.charter, assessment):
        raise Refused(_("Some commitments have no answer yet. The list says which."))
    if not application.signed_at:
        raise Refused(_("Sign the charter first."))
    _freeze(application, assessment)
    move(application, "submit")
    application.submitted_at, application.lacks = now, ""
    finish(
        application, "application.submitted", actor=actor, now=now,
        data={
            "charter": application.charter.number,
            "profile": application.profile_sha256,
            "assessment": application.assessment_sha256,
        },
    )  # fmt: skip
    notifications.tell_facilitators("submitted", "file", [application.uid], application=application)
    return application


def assessment_of(application: Application) -> dict:
    """What a draft says, commitment by commitment, with the names of its evidence."""
    said = {
        answer.commitment: {"level": answer.level, "text": answer.text.strip(), "evidence": []}
        for answer in application.answers.all()
    }
    for one in application.evidence.all():
        shown = {"uid": str(one.uid), "title": one.title, "url": one.url, "sha256": one.sha256}
        said.setdefault(one.commitment, {"level": None, "text": "", "evidence": []})["evidence"].append(shown)
    return said


def _freeze(application: Application, assessment: dict) -> None:
    application.profile = canonical_json(content_of(application.actor))
    application.assessment = canonical_json(assessment)
    application.profile_sha256 = sha256_of(application.profile)
    application.assessment_sha256 = sha256_of(application.assessment)


@transaction.atomic
def screen(*, application: Application, actor: User, now: datetime) -> None:
    """Take a file up, to see whether it is complete."""
    application = begin(application, "screen", actor, now)
    move(application, "screen")
    finish(application, "application.screened", actor=actor, now=now)


@transaction.atomic
def send_back(*, application: Application, lacks: str, actor: User, now: datetime) -> None:
    """Give a file back to the applicant, with the list of what is missing."""
    application = begin(application, "send_back", actor, now)
    move(application, "send_back")
    application.lacks = lacks
    application.signed_at = application.signed_by = None
    finish(application, "application.sent_back", actor=actor, now=now, why=lacks)
    notifications.tell_applicant("sent_back", application, lacks=lacks)


@transaction.atomic
def admit(*, application: Application, actor: User, now: datetime, visit_waived: str = "") -> None:
    """The file is complete: a visit comes next, unless a renewal needs none, for reasons that everybody reads."""
    application = begin(application, "admit", actor, now)
    if visit_waived and application.kind == ApplicationKind.FIRST:
        raise Refused(_("Only a renewal, or a file after a progress plan, may go without a visit."))
    move(application, "admit")
    application.visit_waived = visit_waived
    finish(application, "application.admitted", actor=actor, now=now, data={"visit_waived": visit_waived})
    notifications.tell_applicant("admitted", application)


@transaction.atomic
def open_opinion(*, application: Application, actor: User, now: datetime) -> None:
    """Open the public first opinion, for as long as the charter says."""
    application = begin(application, "open_opinion", actor, now)
    if application.visits.exclude(state__in=(VisitState.SIGNED, VisitState.REPLACED)).exists():
        raise Refused(_("A visit is under way: its report must be signed first."))
    move(application, "open_opinion")
    application.opinion_opens_at = now
    application.opinion_ends_at = now + timedelta(days=application.ruleset.opinion_days)
    data = {"ends_at": application.opinion_ends_at.isoformat()}
    finish(application, "opinion.opened", actor=actor, now=now, data=data)
    notifications.tell_applicant("opinion_opened", application)
