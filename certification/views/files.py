"""The applicant's pages: a file from its opening to its submission, and where it is afterwards."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from certification import course, talk, turns
from certification.bonds import is_bound
from certification.forms.files import ChangesForm, SignForm, TextForm, WhyForm
from certification.models import Application, ApplicationKind, Certificate, CharterVersion, Condition, Decision
from certification.permissions import can, of_applicant
from certification.rules.assessment import completeness, missing
from certification.rules.certificates import renewal_opens_at
from certification.rules.charters import commitments
from certification.states import UNDECIDED
from certification.workflow import drafts, plans, screening
from community.models import Actor
from community.permissions import grants, is_facilitator
from community.states import Role as ActorRole
from community.views.common import organisation_for
from core.refusals import NotAllowed, Refused
from core.signed_in import signed_in

ACTIONS = ("edit", "sign", "submit", "discard", "withdraw", "appeal", "read_file")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the way is, and the button that opens a file."""
    organisation = organisation_for(request, uid, "attest")
    live = organisation.applications.filter(state__in=UNDECIDED).first()
    if live:
        return redirect("certification:file", uid=live.uid)
    now = timezone.now()
    if request.method == "POST":
        previous = drafts.what_to_follow(organisation, now)
        opened = drafts.start(organisation=organisation, actor=request.user, now=now, previous=previous)
        return redirect("certification:file", uid=opened.uid)
    return render(request, "certification/start.html", _before_opening(request.user, organisation, now))


def _before_opening(user: User, organisation: Actor, now: datetime) -> dict:
    """What the page says of the file that one would open."""
    current, last = drafts.current_certificate(organisation), drafts.last_decided(organisation)
    is_early = current is not None and not can(user, "renew", current)
    return {
        "actor": organisation,
        "steps": course.STEPS,
        "certificate": current,
        "opens_at": renewal_opens_at(current.decision.application.ruleset, current.ends_at) if is_early else None,
        "is_ready": organisation.is_published and CharterVersion.objects.in_force() is not None,
        "plan": plans.plan(last, now) if last else None,
    }


def own_file(request: HttpRequest, uid: UUID) -> Application:
    """A file of an organisation for which this person writes.

    Raises:
        Http404: there is none, or it is not for this person to know that there is one.
    """
    found = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    if not of_applicant(request.user, found):
        raise Http404
    return found


@never_cache
@signed_in
@require_safe
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where the file is, what is to be done, what happened; facilitators have their own page."""
    found = get_object_or_404(Application, uid=uid)
    if is_facilitator(request.user) and not is_bound(request.user, found):
        return redirect("certification:steer", uid=uid)
    return page(request, own_file(request, uid))


def page(
    request: HttpRequest, application: Application, *, replies: dict[UUID, Form] | None = None, **forms: Form
) -> HttpResponse:  # fmt: skip
    """The page of a file.

    Args:
        request: of somebody who writes for the applicant.
        application: the file.
        replies: by uid of a question or an objection, a form that was typed wrong.
        forms: the same of the page's other forms.
    """
    replies, now = replies or {}, timezone.now()
    may = {f"may_{name}": bool(can(request.user, name, application)) for name in ACTIONS}
    may["may_start"] = ActorRole.MANAGER in grants(request.user, application.actor)
    may["may_discard"] = may["may_discard"] and not application.submitted_at
    context = {
        "application": application,
        "actor": application.actor,
        "steps": course.steps(application, now),
        "turn": turns.turn(application, now),
        "history": course.history(application),
        "is_following": application.kind != ApplicationKind.FIRST,
        "visit": application.visits.exclude(state="replaced").first(),
        "sign_form": SignForm(),
        "changes_form": ChangesForm(instance=application),
        "withdraw_form": WhyForm(auto_id="withdraw_%s"),
        "appeal_form": WhyForm(auto_id="appeal_%s"),
    }
    context |= may | _answers(application) | _to_answer(request, application, replies) | forms
    has_errors = any(form.errors for form in (*forms.values(), *replies.values()))
    return render(request, "certification/file.html", context, status=422 if has_errors else 200)


def _answers(application: Application) -> dict:
    """The commitments of the charter, each with what was said of it."""
    said = screening.assessment_of(application) if application.state == "draft" else application.frozen_assessment
    charter = application.charter.charter
    return {
        "commitments": [(one, said.get(one["code"], {})) for _article, one in commitments(charter)],
        "gaps": {gap.code for gap in missing(charter, said)},
        "completeness": completeness(charter, said),
    }


def _to_answer(request: HttpRequest, application: Application, replies: dict[UUID, Form]) -> dict:
    """Objections and questions, each with the form that answers it, or None; conditions, and the certificate."""

    def form_of(one, may) -> Form | None:
        return replies.get(one.uid) or reply_form(one.uid) if may else None

    objections = application.objections.filter(admitted_at__isnull=False)
    decision = application.decisions.order_by("-decided_at").first()
    may_talk = can(request.user, "talk", application)
    return {
        "objections": [
            (one, form_of(one, can(request.user, "answer", one)))
            for one in objections.select_related("seat").prefetch_related("answers")
        ],
        "questions": [
            (one, form_of(one.message, may_talk and one.is_unanswered))
            for one in talk.questions(application, request.user, timezone.now())
        ],
        "decision": decision,
        "conditions": [(one, bool(can(request.user, "prove", one))) for one in _conditions(decision)],
        "certificate": _to_renounce(request, decision),
    }


def _conditions(decision: Decision | None) -> list[Condition]:
    return list(decision.conditions.order_by("due_on")) if decision else []


def _to_renounce(request: HttpRequest, decision: Decision) -> Certificate | None:
    """The certificate of the file, if this person may give it back."""
    found = Certificate.objects.filter(decision=decision).first() if decision else None
    return found if found and can(request.user, "renounce", found) else None


def reply_form(uid: UUID, data=None) -> TextForm:
    """The form that answers one thing; a page has many, so that each has identifiers of its own."""
    return TextForm(data, auto_id=f"reply_{uid}_%s")


@signed_in
@require_POST
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sign the charter in force."""
    application, form = own_file(request, uid), SignForm(request.POST)
    if not form.is_valid():
        return page(request, application, sign_form=form)
    signed = drafts.sign(
        application=application, signed_as=form.cleaned_data["signed_as"], actor=request.user, now=timezone.now()
    )
    if signed.signed_at:
        messages.success(request, _("The charter is signed."))
    else:
        messages.warning(request, _("A new version of the charter is in force: read it, then sign."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Freeze and submit."""
    try:
        screening.submit(application=own_file(request, uid), actor=request.user, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("certification:file", uid=uid)
    messages.success(request, _("Your file is submitted. You will be told of each step."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop here."""
    application, form = own_file(request, uid), WhyForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return page(request, application, withdraw_form=form)
    drafts.withdraw(application=application, actor=request.user, why=form.cleaned_data["why"], now=timezone.now())
    messages.success(request, _("The file is withdrawn."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep what has changed since the file before."""
    application = own_file(request, uid)
    form = ChangesForm(request.POST)
    if not form.is_valid():
        return page(request, application, changes_form=form)
    drafts.save_changes(application=application, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw away a draft that nobody else has seen."""
    application = own_file(request, uid)
    drafts.discard(application=application, actor=request.user, now=timezone.now())
    messages.success(request, _("The draft is thrown away."))
    return redirect("community:manage", uid=application.actor.uid)
