"""Looking after organisations: the list of one's own, one of them, publishing, confirming, archiving."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import area_map, manage_panels, watchers, ways
from community.forms.about import ArchiveForm, StartForm
from community.forms.draft import STEPS, Draft, Step
from community.models import Actor, ArchiveReason
from community.models.document import private_of
from community.permissions import can, is_facilitator
from community.queries import similar
from community.queries.mine import organisations_of, people_of
from community.queries.profile import present
from community.rules import profiles
from community.states import AttestationState, ClaimState, ReportState
from community.views.common import organisation_for
from community.workflow import drafts, freshness, publication
from core import asked, limits
from core.errors import too_many_requests
from core.signed_in import signed_in

ASKINGS_PER_HOUR = 6
OWNER_REASONS = (ArchiveReason.CLOSED, ArchiveReason.ASKED)
FACILITATOR_REASONS = (*OWNER_REASONS, ArchiveReason.STALE, ArchiveReason.REFUTED, ArchiveReason.DUPLICATE)


@never_cache
@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My organisations: what is due, what is missing, drafts, who manages."""
    titles = {step.code: step for step in STEPS}
    organisations = organisations_of(request.user, timezone.now())
    context = {
        "ways": list(ways.for_facilitators(request.user)),
        "organisations": [(mine, [titles[code] for code in mine.missing]) for mine in organisations],
        "claims": request.user.actor_claims.filter(state=ClaimState.OPEN).select_related("actor"),
        "reports": request.user.actor_reports.exclude(state=ReportState.UNCONFIRMED).select_related("actor")[:20],
    }
    return render(request, "community/mine.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin: first look whether the organisation is already there."""
    if request.method == "POST":
        typed = {name: [request.POST.get(name, "").strip()[:160]] for name in ("name", "commune")}
        steps = {"identity": {"name": typed["name"]}, "place": {"commune": typed["commune"]}}
        said = {step: data for step, data in steps.items() if any(value != [""] for value in data.values())}
        organisation = drafts.start(actor=request.user, now=timezone.now(), typed=said)
        return redirect("community:draft_step", uid=organisation.uid, code="identity")
    form = StartForm(request.GET or None)
    found = similar.alike(**form.cleaned_data) if form.is_bound and form.is_valid() else []
    return render(
        request, "community/start.html", {"form": form, "found": found, "is_asked": form.is_bound and form.is_valid()}
    )


@never_cache
@signed_in
@require_safe
def manage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organisation: where it stands, what is to be done."""
    organisation = organisation_for(request, uid, "see_private")
    now = timezone.now()
    context = {
        "actor": organisation,
        "draft": Draft(organisation),
        "freshness": organisation.freshness(now),
        "people": people_of(organisation),
        "reports": organisation.reports.filter(state__in=(ReportState.OPEN, ReportState.ANSWERED)),
        "to_answer": organisation.attestations_received.filter(state=AttestationState.PROPOSED).count(),
        "private": private_of(organisation),
        "is_facilitator": is_facilitator(request.user),
        "panels": manage_panels.render(request, organisation),
    } | {f"may_{name}": bool(can(request.user, name, organisation)) for name in ACTIONS}
    return render(request, "community/manage.html", context)


ACTIONS = ("publish", "confirm", "archive", "restore", "invite", "leave", "attest", "discard", "edit")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft as the public will see it, what differs, and the button that publishes."""
    organisation = organisation_for(request, uid, "edit")
    draft = Draft(organisation)
    may_publish = bool(can(request.user, "publish", organisation))
    if request.method == "POST":
        return _publish(request, draft) if may_publish else _ask_to_publish(request, organisation)
    overtaken = draft.overtaken if may_publish else set()
    profile = present(draft.content)
    context = {
        "actor": organisation,
        "draft": draft,
        "profile": profile,
        "area_map": area_map.draw(draft.content, profile.territories),
        "changed_steps": _changed(draft),
        "warnings": watchers.warnings(organisation, {step.code for step in _changed(draft)}),
        "base": publication.latest_number(organisation),
        "may_publish": may_publish,
        "overtaken": [step for step in STEPS if step.code in overtaken],
    }
    return render(request, "community/draft/review.html", context)


def _changed(draft: Draft) -> list[Step]:
    """The steps that publishing would change; all of a new page is new."""
    if not draft.organisation.is_published:
        return []
    changed = profiles.changed_sections(draft.published, draft.content)
    return [step for step in STEPS if step.code in changed]


def _publish(request: HttpRequest, draft: Draft) -> HttpResponse:
    organisation = draft.organisation
    if not draft.can_be_published:
        messages.error(request, _("Something compulsory is still missing. The steps that are marked say what."))
        return redirect("community:review", uid=organisation.uid)
    if objection := _objection(request, draft):
        messages.error(request, objection)
        return redirect("community:review", uid=organisation.uid)
    publication.publish(
        organisation=organisation,
        content=draft.content,
        private=draft.private,
        actor=request.user,
        now=timezone.now(),
        base=asked.number(request.POST, "base"),
        seen=draft.seen,
    )
    messages.success(request, _("Published. Everybody can read it now."))
    organisation.refresh_from_db()
    return redirect(organisation)


def _objection(request: HttpRequest, draft: Draft) -> str:
    """Why what would be published is not what was read on the page with the button."""
    if request.POST.get("digest") != draft.digest:
        return _("The draft has changed since you opened this page. Read it again, then publish it.")
    if draft.overtaken and "understood" not in request.POST:
        return _("Tick the box that says that your text replaces what has been published meanwhile.")
    return ""


def _ask_to_publish(request: HttpRequest, organisation: Actor) -> HttpResponse:
    if not limits.allows(request, "ask-to-publish", times=ASKINGS_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    drafts.ask_to_publish(organisation=organisation, actor=request.user, now=timezone.now())
    messages.success(request, _("The managers have been told that the draft is ready."))
    return redirect("community:manage", uid=organisation.uid)


@signed_in
@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that everything is still true."""
    organisation = organisation_for(request, uid, "see_private")
    freshness.confirm(organisation=organisation, actor=request.user, now=timezone.now())
    messages.success(request, _("Thank you: visitors see that the page was confirmed today."))
    return redirect("community:manage", uid=uid)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a page off the lists, after saying why."""
    organisation = organisation_for(request, uid, "archive")
    reasons = FACILITATOR_REASONS if is_facilitator(request.user) else OWNER_REASONS
    data = request.POST if request.method == "POST" else None
    form = ArchiveForm(data, reasons=[(reason.value, reason.label) for reason in reasons])
    if form.is_valid():
        freshness.archive(organisation=organisation, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The page is archived. It can be restored at any time."))
        return redirect("community:manage", uid=uid)
    return render(
        request, "community/archive.html", {"actor": organisation, "form": form}, status=422 if form.errors else 200
    )


@signed_in
@require_POST
def restore(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put an archived page back."""
    organisation = organisation_for(request, uid, "restore")
    freshness.restore(organisation=organisation, actor=request.user, now=timezone.now())
    messages.success(request, _("The page is public again."))
    return redirect("community:manage", uid=uid)
