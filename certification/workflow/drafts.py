"""A file before it is submitted: opened, answered, supported by evidence, signed."""

import hashlib
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.models import Answer, Application, ApplicationKind, Certificate, CharterVersion, Evidence
from certification.permissions import NOT_YOURS, can
from certification.rules.charters import commitments
from certification.states import LIVE_CERTIFICATE, ApplicationState, CertificateState, Outcome
from certification.workflow import plans
from certification.workflow.common import begin, finish, move, record, store
from community.models import Actor
from community.permissions import grants
from community.states import Role as ActorRole
from core.refusals import Refused, require

MOST_EVIDENCE = 20  # for one commitment
GIVEN_UP = (CertificateState.RENOUNCED, CertificateState.WITHDRAWN)  # whoever comes back after that begins anew


class Conflict(Exception):  # noqa: N818 (nobody is wrong: two people wrote at once)
    """Somebody else has saved meanwhile; `answer` is theirs."""

    def __init__(self, answer: Answer):
        self.answer = answer
        super().__init__(str(answer))


@transaction.atomic
def start(*, organisation: Actor, actor: User, now: datetime, previous: Application | None = None) -> Application:
    """Open a file for an actor; one that follows another takes its answers over.

    Raises:
        NotAllowed: the person does not manage the actor, or it is too early to renew its certificate.
        Refused: the page is not published, there is no charter, a file is open already, or `previous` was deferred
            and the last day of its plan has passed.
    """
    organisation = Actor.objects.select_for_update().get(pk=organisation.pk)
    if ActorRole.MANAGER not in grants(actor, organisation):
        require(NOT_YOURS)
    _require_time_to_renew(organisation, actor, now)
    _require_plan_in_time(previous, now)
    charter = CharterVersion.objects.in_force()
    if charter is None or not organisation.is_published:
        raise Refused(_("First publish the page of your organisation; the charter must be published too."))
    application = Application(
        actor=organisation, charter=charter, kind=_kind(previous), previous=previous, created_by=actor,
        created_at=now, changed_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            store(application)
    except IntegrityError as error:
        raise Refused(_("A file of this organisation is open already.")) from error
    if previous:
        _take_over(application, previous)
    record(
        "application.started", actor=actor, obj=application, now=now,
        data={"actor": str(organisation.uid), "kind": application.kind, "charter": charter.number},
    )  # fmt: skip
    return application


def current_certificate(organisation: Actor) -> Certificate | None:
    """The certificate that holds, or is suspended, as far as is written down."""
    return (
        organisation.certificates.filter(state__in=LIVE_CERTIFICATE)
        .select_related("decision__application__charter")
        .first()
    )


def _require_time_to_renew(organisation: Actor, actor: User, now: datetime) -> None:
    """While a certificate holds, another file waits until its renewal opens."""
    if live := current_certificate(organisation):
        require(can(actor, "renew", live, now=now))


def _require_plan_in_time(previous: Application | None, now: datetime) -> None:
    """A file that follows a deferral is opened by the last day of its plan."""
    if _is_late(previous, now):
        raise Refused(_("The time of the progress plan is over: open a first application."))


def last_decided(organisation: Actor) -> Application | None:
    """The file of the latest decision."""
    return organisation.applications.filter(state=ApplicationState.DECIDED).order_by("-decided_at").first()


def what_to_follow(organisation: Actor, now: datetime) -> Application | None:
    """The file that a new one would follow: that of the last certificate, or of a deferral while its plan runs."""
    last = last_decided(organisation)
    return last if _kind(last) != ApplicationKind.FIRST and not _is_late(last, now) else None


def _is_late(previous: Application | None, now: datetime) -> bool:
    return _kind(previous) == ApplicationKind.FOLLOW_UP and plans.is_over(previous, now)


def _kind(previous: Application | None) -> str:
    if previous is None:
        return ApplicationKind.FIRST
    if Certificate.objects.filter(decision__application=previous).exclude(state__in=GIVEN_UP).exists():
        return ApplicationKind.RENEWAL
    latest = previous.decisions.order_by("-decided_at").first()
    is_deferred = latest is not None and latest.outcome == Outcome.DEFERRED
    return ApplicationKind.FOLLOW_UP if is_deferred else ApplicationKind.FIRST


def _take_over(application: Application, previous: Application) -> None:
    """The answers of the file before, to commitments that the charter still has."""
    known = {commitment["code"] for _article, commitment in commitments(application.charter.charter)}
    for code, said in previous.frozen_assessment.items():
        if code in known:
            Answer.objects.create(
                application=application, commitment=code, level=said.get("level"), text=said.get("text", ""),
                saved_by=None, saved_at=application.created_at,
            )  # fmt: skip


@transaction.atomic
def save_answer(
    *, application: Application, commitment: str, level: int | None, text: str, actor: User, now: datetime,
    version: int,
) -> Answer:  # fmt: skip
    """Keep what is said of a commitment, as it is typed.

    Args:
        version: that of the answer which the person saw; 0 for none.

    Raises:
        Conflict: somebody else has saved meanwhile.
    """
    application = begin(application, "edit", actor, now)
    known = {one["code"] for _article, one in commitments(application.charter.charter)}
    if commitment not in known:
        raise Refused(_("The charter has no such commitment."))
    answer = application.answers.select_for_update().filter(commitment=commitment).first()
    if answer is None:
        answer = Answer(application=application, commitment=commitment, version=0)
    if answer.version != version:
        raise Conflict(answer)
    answer.level, answer.text, answer.version = level, text, answer.version + 1
    answer.saved_by, answer.saved_at = actor, now
    store(answer)
    _unsign(application)
    return answer


def _unsign(application: Application) -> None:
    """What was signed is not this text any more."""
    if application.signed_at:
        application.signed_at = application.signed_by = None
        store(application)


@transaction.atomic
def save_changes(*, application: Application, what_changed: str, actor: User, now: datetime) -> None:
    """Keep what a renewal, or a file after a progress plan, says of what has changed."""
    application = begin(application, "edit", actor, now)
    application.what_changed = what_changed
    store(application)
    _unsign(application)


@transaction.atomic
def add_evidence(
    *, application: Application, commitment: str, title: str, actor: User, now: datetime, url: str = "",
    upload: UploadedFile | None = None,
) -> Evidence:  # fmt: skip
    """Support an answer with a file, already judged by its content, or with a link."""
    application = begin(application, "edit", actor, now)
    if application.evidence.filter(commitment=commitment).count() >= MOST_EVIDENCE:
        raise Refused(_("Twenty pieces of evidence are enough: remove one first."))
    evidence = Evidence(
        application=application, commitment=commitment, title=title, url=url, added_by=actor, added_at=now
    )
    if upload:
        evidence.sha256 = hashlib.sha256(upload.read()).hexdigest()
        upload.seek(0)
        evidence.size, evidence.file = upload.size, upload
    store(evidence)
    _unsign(application)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User, now: datetime) -> None:
    """Take a piece of evidence back."""
    application = begin(evidence.application, "edit", actor, now)
    name, storage = evidence.file.name, evidence.file.storage
    evidence.delete()
    _unsign(application)
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def sign(*, application: Application, signed_as: str, actor: User, now: datetime) -> Application:
    """Sign the charter in force: who, in what capacity, when, which version."""
    application = begin(application, "sign", actor, now)
    latest = CharterVersion.objects.in_force()
    if latest != application.charter:
        _take_charter(application, latest)
        return application
    application.signed_by, application.signed_as, application.signed_at = actor, signed_as, now
    data = {"charter": application.charter.number, "sha256": application.charter.sha256}
    finish(application, "application.signed", actor=actor, now=now, data=data, private={"as": signed_as})
    return application


def _take_charter(application: Application, latest: CharterVersion) -> None:
    """A draft goes on under the charter in force: whoever signs must have read that one."""
    application.charter = latest
    store(application)


@transaction.atomic
def discard(*, application: Application, actor: User, now: datetime) -> None:
    """Throw a draft away that was never submitted."""
    application = begin(application, "discard", actor, now)
    if application.submitted_at:
        raise Refused(_("This file has been submitted before: withdraw it in place of throwing it away."))
    files = [(one.file.storage, one.file.name) for one in application.evidence.exclude(file="")]
    record("application.discarded", actor=actor, obj=application, now=now)
    application.delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


@transaction.atomic
def withdraw(*, application: Application, actor: User, why: str, now: datetime) -> None:
    """Stop here, any time before the decision; an open round is void."""
    from certification.workflow.rounds import void_open  # noqa: PLC0415 (rounds need drafts)

    application = begin(application, "withdraw", actor, now)
    void_open(application, str(_("The applicant has withdrawn.")), actor, now)
    move(application, "withdraw")
    application.withdrawn_at, application.withdrawn_why = now, why
    finish(application, "application.withdrawn", actor=actor, now=now, why=why)
