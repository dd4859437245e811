"""An appeal, for its panel and for the applicant."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from certification.bonds import is_bound, why_recused
from certification.forms.seats import InterestForm, VoteForm
from certification.models import Appeal, Application
from certification.permissions import can, of_applicant
from certification.rules.people import Recusal
from certification.workflow import appeals, interests
from community.permissions import is_facilitator
from core.signed_in import signed_in


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The grounds and the decision; for a member of the panel who has no interest, the vote."""
    found = get_object_or_404(Appeal.objects.select_related("decision__application__actor"), uid=uid)
    application = found.decision.application
    sits = found.panel.filter(person=request.user).exists()
    if not _may_look(request.user, application, sits=sits):
        raise Http404
    form = _form(request, found) if sits else None
    if request.method == "POST" and form and form.is_valid():
        _act(request, found, form)
        return redirect("certification:appeal", uid=uid)
    must_declare = isinstance(form, InterestForm)
    context = {"appeal": found, "actor": application.actor, "form": form, "must_declare": must_declare}
    return render(request, "certification/appeal.html", context, status=422 if form and form.errors else 200)


def _may_look(user: User, application: Application, *, sits: bool) -> bool:
    """The applicant; of the panel and of the facilitators, those whom nothing binds to the file."""
    if of_applicant(user, application):
        return True
    return (sits or is_facilitator(user)) and not is_bound(user, application)


def _form(request: HttpRequest, found: Appeal) -> InterestForm | VoteForm | None:
    if why_recused(request.user, found.decision.application, for_appeal=True) == Recusal.UNDECLARED:
        return InterestForm(request.POST or None)
    if not can(request.user, "vote", found):
        return None
    choices = [choice for choice in Appeal.outcome.field.choices if choice[0]]
    own = found.panel.get(person=request.user)
    return VoteForm(request.POST or None, choices=choices, initial={"vote": own.vote, "text": own.text})


def _act(request: HttpRequest, found: Appeal, form: InterestForm | VoteForm) -> None:
    said, now = form.cleaned_data, timezone.now()
    if isinstance(form, VoteForm):
        appeals.vote(appeal_=found, actor=request.user, now=now, **said)
        messages.success(request, _("Your conclusion is noted."))
        return
    interests.declare(
        application=found.decision.application, actor=request.user, has_interest=said["has_interest"] == "yes",
        text=said["text"], now=now,
    )  # fmt: skip
    messages.success(request, _("It is noted. Thank you."))
