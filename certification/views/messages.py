"""A message of a deliberation: its author corrects it, who reads it finds it useful."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certification import deliberation
from certification.forms.seats import MessageTextForm
from certification.models import Message
from certification.views.room import entered
from certification.workflow import messages as workflow
from core import limits
from core.errors import too_many_requests
from core.signed_in import signed_in

MARKS_PER_HOUR = 300


def _heard(request: HttpRequest, uid: UUID, message: UUID) -> Message:
    """A message of a file whose room this person has entered, if they are of its audience."""
    application = entered(request, uid)
    return get_object_or_404(deliberation.visible_messages(application, request.user), uid=message)


def _back(found: Message) -> HttpResponse:
    return redirect(f"{reverse('certification:room', args=[found.application.uid])}#message-{found.uid}")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Correct what one said a moment ago."""
    found = _heard(request, uid, message)
    form: forms.Form = MessageTextForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        workflow.edit(message=found, actor=request.user, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Your message is corrected."))
        return _back(found)
    context = {"application": found.application, "actor": found.application.actor, "form": form}
    return render(request, "certification/message.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def useful(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Say that a message is useful, or take it back."""
    found = _heard(request, uid, message)
    if not limits.allows(request, "useful", times=MARKS_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    workflow.mark_useful(message=found, actor=request.user, now=timezone.now())
    return _back(found)
