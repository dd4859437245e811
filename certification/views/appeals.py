"""An appeal, for its panel and for the applicant."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.bonds import why_recused
from certification.forms.seats import VoteForm
from certification.models import Appeal
from certification.permissions import can, roles_of
from certification.rules.people import Recusal
from certification.states import Role
from certification.views import interest
from certification.workflow import appeals
from core.signed_in import signed_in


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The grounds and the decision; for a member of the panel who has no interest, the vote."""
    found = get_object_or_404(Appeal.objects.select_related("decision__application__actor"), uid=uid)
    application = found.decision.application
    context = {"appeal": found, "application": application, "actor": application.actor}
    sits = found.panel.filter(person=request.user).exists()
    if sits and (why := why_recused(request.user, application, for_appeal=True)):
        if why == Recusal.UNDECLARED:
            return interest.declare(request, application, "certification:appeal", uid)
        return interest.recused(request, application)  # the decision is public, the grounds of the appeal are not
    if not roles_of(request.user, found) & {Role.PANEL, Role.APPLICANT, Role.CONTRIBUTOR, Role.FACILITATOR}:
        raise Http404
    form = _form(request, found) if sits else None
    if request.method == "POST" and form and form.is_valid():
        appeals.vote(appeal_=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your conclusion is noted."))
        return redirect("certification:appeal", uid=uid)
    context |= {"form": form, "is_panel": sits}
    return render(request, "certification/appeal.html", context, status=422 if form and form.errors else 200)


def _form(request: HttpRequest, found: Appeal) -> VoteForm | None:
    if not can(request.user, "vote", found):
        return None
    choices = [choice for choice in Appeal.outcome.field.choices if choice[0]]
    own = found.panel.get(person=request.user)
    return VoteForm(request.POST or None, choices=choices, initial={"vote": own.vote, "text": own.text})
