"""Who looks after an organisation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from community.forms.about import InviteForm
from community.models import Actor, Invitation, PersonRole
from community.permissions import can
from community.queries.mine import people_of
from community.states import InvitationState
from community.views.common import organisation_for
from community.workflow import people as workflow
from core import limits
from core.errors import too_many_requests
from core.signed_in import signed_in

INVITATIONS_PER_HOUR = 20


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everybody who looks after the page, and a form to invite."""
    organisation = organisation_for(request, uid, "see_private")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "invite", times=INVITATIONS_PER_HOUR, seconds=3600):
            return too_many_requests(request)
        if _invite(request, organisation, form):
            return redirect("community:people", uid=uid)
    context = {
        "actor": organisation,
        "people": people_of(organisation),
        "invitations": organisation.invitations.filter(state=InvitationState.OPEN),
        "form": form,
        "roles": PersonRole,
    } | {
        f"may_{name}": bool(can(request.user, name, organisation))
        for name in ("invite", "remove_person", "leave", "hand_over")
    }
    return render(request, "community/people.html", context, status=422 if form.errors else 200)


def _invite(request: HttpRequest, organisation: Actor, form: InviteForm) -> bool:
    """Invite; that the person is there already is said in the form."""
    try:
        workflow.invite(organisation=organisation, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except workflow.AlreadyThere as refusal:
        form.add_error("email", str(refusal.reason))
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
    return True


@signed_in
@require_POST
def remove(request: HttpRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Take somebody's rights on the page away."""
    organisation = organisation_for(request, uid, "remove_person")
    found = get_object_or_404(User, uid=person)
    workflow.remove_person(organisation=organisation, person=found, actor=request.user, now=timezone.now())
    messages.success(request, _("%(name)s no longer looks after this page.") % {"name": found})
    return redirect("community:people", uid=uid)


@signed_in
@require_POST
def hand_over(request: HttpRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Make somebody else the manager, and leave."""
    organisation = organisation_for(request, uid, "hand_over")
    found = get_object_or_404(User, uid=person)
    workflow.hand_over(organisation=organisation, person=found, actor=request.user, now=timezone.now())
    messages.success(request, _("The page is now in the hands of %(name)s.") % {"name": found})
    return redirect("community:mine")


@signed_in
@require_POST
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop looking after the page."""
    organisation = organisation_for(request, uid, "see_private")
    workflow.leave(organisation=organisation, actor=request.user, now=timezone.now())
    messages.success(request, _("You no longer look after this page."))
    return redirect("community:mine")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What an invitation means; the button accepts it."""
    found = get_object_or_404(Invitation.objects.select_related("actor", "invited_by"), uid=uid)
    is_open = found.state == InvitationState.OPEN and timezone.now() <= found.created_at + workflow.INVITATION_LENGTH
    if request.method == "POST":
        workflow.accept_invitation(invitation=found, actor=request.user, now=timezone.now())
        messages.success(request, _("Welcome: you now look after this page."))
        return redirect("community:manage", uid=found.actor.uid)
    return render(request, "community/invitation.html", {"invitation": found, "actor": found.actor, "is_open": is_open})


@signed_in
@require_POST
def withdraw_invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation, uid=uid)
    workflow.withdraw_invitation(invitation=found, actor=request.user, now=timezone.now())
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("community:people", uid=found.actor.uid)
