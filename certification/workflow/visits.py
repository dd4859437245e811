"""The visit: a pair is appointed, a date agreed, one report signed by both, the applicant replies."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification import notifications
from certification.bonds import free, why_recused
from certification.models import Application, Mandate, Visit, VisitDate, Visitor, VisitPhoto
from certification.rules import people
from certification.rules.charters import commitments
from certification.states import VisitState
from certification.words import pair_words
from certification.workflow.common import begin, begin_in, move, record, store
from community.models import ActorUserObjectPermission
from core.refusals import Refused

MOST_DATES = 12
MOST_PHOTOS = 20


class Conflict(Exception):  # noqa: N818 (nobody is wrong: two people wrote at once)
    """The other person of the pair has saved meanwhile."""


@transaction.atomic
def appoint(*, application: Application, pair: Iterable[tuple[User, str]], actor: User, now: datetime) -> Visit:
    """Name who visits, each for a college; a pair that was named before is replaced.

    Raises:
        Refused: with everything that is wrong with this pair.
    """
    application = begin(application, "appoint", actor, now)
    pair = list(pair)
    lacks = people.pair_lacks(
        [as_visitor(person, college, application, now) for person, college in pair], now,
        application.ruleset.visit_reciprocity_months,
    )  # fmt: skip
    if lacks:
        raise Refused(" ".join(pair_words(lacks)))
    for older in application.visits.select_for_update().exclude(state=VisitState.REPLACED):
        _replace(older, actor, now)
    visit = Visit.objects.create(application=application, appointed_at=now)
    for person, college in pair:
        Visitor.objects.create(visit=visit, person=person, college=college)
    record(
        "visit.appointed", actor=actor, obj=visit, now=now,
        data={"application": str(application.uid), "colleges": sorted(college for _person, college in pair)},
        private={"pair": [str(person.uid) for person, _college in pair]},
    )  # fmt: skip
    for person, _college in pair:
        notifications.tell("visit_appointed", person, "visit", [application.uid], application=application)
    notifications.tell_applicant("visit_pair", application)
    return visit


def as_visitor(person: User, college: str, application: Application, now: datetime) -> people.Visitor:
    """A candidate for a pair, as the rule sees her or him."""
    sits = Mandate.objects.in_force(timezone.localdate(now)).filter(person=person, college=college).exists()
    why = why_recused(person, application)
    is_recused = why not in {None, people.Recusal.UNDECLARED} or not sits
    return people.Visitor(
        str(person.pk), str(person), college, recused=is_recused,
        was_visited_by_them_at=_visited_by_applicant(person, application),
        visited_last_time=_visited_last_time(person, application),
    )  # fmt: skip


def _visited_by_applicant(person: User, application: Application) -> datetime | None:
    """When somebody of the applicant last visited an organisation of this person."""
    theirs = ActorUserObjectPermission.objects.filter(user=person).values("content_object")
    ours = ActorUserObjectPermission.objects.filter(content_object=application.actor).values("user")
    visits = Visit.objects.filter(application__actor__in=theirs, visitors__person__in=ours, state=VisitState.SIGNED)
    return visits.order_by("-signed_at").values_list("signed_at", flat=True).first()


def _visited_last_time(person: User, application: Application) -> bool:
    visits = Visit.objects.filter(application__actor=application.actor, state=VisitState.SIGNED)
    last = visits.exclude(application=application).order_by("-signed_at").first()
    return last is not None and last.visitors.filter(person=person).exists()


def _replace(visit: Visit, actor: User, now: datetime) -> None:
    if visit.state == VisitState.SIGNED:
        raise Refused(_("The report of the visit is signed: it stays."))
    move(visit, "replace")
    visit.save()
    record("visit.replaced", actor=actor, obj=visit, now=now)


@transaction.atomic
def sign_confidentiality(*, visit: Visit, actor: User, now: datetime) -> None:
    """Promise to keep to oneself what one sees and the report does not need."""
    _application, visit = begin_in(visit, "sign_confidentiality", actor, now)
    visit.visitors.filter(person=actor).update(is_confidential=True, confidential_at=now)
    record("visit.confidentiality_signed", actor=actor, obj=visit, now=now)


@transaction.atomic
def propose_date(*, visit: Visit, at: datetime, actor: User, now: datetime) -> VisitDate:
    """Propose a day and an hour; whoever proposes agrees."""
    application, visit = begin_in(visit, "propose_dates", actor, now)
    if at <= now:
        raise Refused(_("Propose a day to come."))
    if visit.dates.count() >= MOST_DATES:
        raise Refused(_("There are many dates already: choose among them."))
    try:
        with transaction.atomic():
            date = VisitDate.objects.create(visit=visit, at=at, proposed_by=actor)
    except IntegrityError as error:
        raise Refused(_("This date is proposed already.")) from error
    date.agreed_by.add(actor)
    record("visit.date_proposed", actor=actor, obj=visit, now=now, data={"at": at.isoformat()})
    _tell_others("visit_date", application, visit, actor)
    return date


@transaction.atomic
def agree_date(*, date: VisitDate, actor: User, now: datetime) -> None:
    """Agree with a date: it is chosen once the whole pair and somebody of the applicant have."""
    application, visit = begin_in(date.visit, "agree_date", actor, now)
    date = VisitDate.objects.select_for_update().get(pk=date.pk)
    date.agreed_by.add(actor)
    agreed = set(date.agreed_by.values_list("pk", flat=True))
    pair = set(visit.visitors.values_list("person", flat=True))
    if not (pair <= agreed and agreed - pair):
        record("visit.date_agreed", actor=actor, obj=visit, now=now, data={"at": date.at.isoformat()})
        return
    visit.dates.update(is_chosen=False)
    date.is_chosen = True
    date.save()
    move(visit, "agree_date")
    visit.held_on = timezone.localdate(date.at)
    store(visit)
    record("visit.dated", actor=actor, obj=visit, now=now, data={"on": str(visit.held_on)})
    _tell_others("visit_dated", application, visit, None)


def _tell_others(kind: str, application: Application, visit: Visit, actor: User | None) -> None:
    pair = [visitor.person for visitor in visit.visitors.select_related("person")]
    for person in free(pair, application):
        if person != actor:
            notifications.tell(kind, person, "visit", [application.uid], application=application)
    notifications.tell_applicant(kind, application, apart_from=actor)


@transaction.atomic
def write_report(
    *, visit: Visit, findings: dict[str, str], summary: str, actor: User, now: datetime, version: int
) -> Visit:  # fmt: skip
    """Keep the one report of the pair, commitment by commitment; what was signed is to be signed again.

    Raises:
        Conflict: the other person has saved meanwhile.
    """
    application, visit = begin_in(visit, "write_report", actor, now)
    if visit.version != version:
        raise Conflict
    known = {one["code"] for _article, one in commitments(application.charter.charter)}
    visit.findings = {code: text for code, text in findings.items() if code in known and text.strip()}
    visit.summary, visit.version = summary, visit.version + 1
    move(visit, "write_report")
    store(visit)
    visit.visitors.update(signed_at=None)
    return visit


@transaction.atomic
def add_photo(*, visit: Visit, upload: UploadedFile, alt: str, actor: User, now: datetime) -> VisitPhoto:
    """Add a photo, already made anew, to the report."""
    _application, visit = begin_in(visit, "write_report", actor, now)
    if visit.photos.count() >= MOST_PHOTOS:
        raise Refused(_("Twenty photos are enough."))
    visit.visitors.update(signed_at=None)
    return VisitPhoto.objects.create(visit=visit, file=upload, alt=alt, added_by=actor, added_at=now)


@transaction.atomic
def remove_photo(*, photo: VisitPhoto, actor: User, now: datetime) -> None:
    """Take a photo out of a report that is not signed by both."""
    _application, visit = begin_in(photo.visit, "write_report", actor, now)
    visit.visitors.update(signed_at=None)
    name, storage = photo.file.name, photo.file.storage
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def sign_report(*, visit: Visit, actor: User, now: datetime) -> Visit:
    """Sign the report; with the last signature it is the applicant's turn to reply."""
    application, visit = begin_in(visit, "sign_report", actor, now)
    if not visit.summary.strip() or not visit.findings:
        raise Refused(_("Write what you saw, and a few words on the whole, before you sign."))
    visit.visitors.filter(person=actor).update(signed_at=now)
    record("visit.report_signed", actor=actor, obj=visit, now=now, data={"version": visit.version})
    if not visit.visitors.filter(signed_at=None).exists():
        _close(application, visit, now)
    return visit


def _close(application: Application, visit: Visit, now: datetime) -> None:
    move(visit, "close_report")
    visit.signed_at = now
    store(visit)
    data = {"application": str(application.uid), "on": str(visit.held_on)}
    record("visit.signed", actor=None, obj=visit, now=now, data=data)
    notifications.tell_applicant("visit_reported", application)
    notifications.tell_facilitators("visit_signed", "file", [application.uid], application=application)


@transaction.atomic
def reply(*, visit: Visit, text: str, actor: User, now: datetime) -> None:
    """The applicant answers the report in writing, once."""
    application, visit = begin_in(visit, "reply", actor, now)
    if visit.replied_at:
        raise Refused(_("You have replied already."))
    visit.reply, visit.replied_at = text, now
    store(visit)
    record("visit.replied", actor=actor, obj=visit, now=now)
    notifications.tell_facilitators("visit_replied", "file", [application.uid], application=application)
