"""What an applicant answers: questions, objections; and the appeal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certification.forms.files import WhyForm
from certification.models import Message, Objection
from certification.views.files import own_file, page, reply_form
from certification.workflow import appeals, opinions, seats
from core.signed_in import signed_in


@signed_in
@require_POST
def answer_question(request: HttpRequest, uid: UUID, question: UUID) -> HttpResponse:
    """Answer a question of the colleges; those who read the question read the answer."""
    application, form = own_file(request, uid), reply_form(question, request.POST)
    found = get_object_or_404(Message, application=application, uid=question, is_question=True)
    if not form.is_valid():
        return page(request, application, replies={question: form})
    opinions.say(
        application=application, audience=found.audience, text=form.cleaned_data["text"], actor=request.user,
        now=timezone.now(), parent=found,
    )  # fmt: skip
    messages.success(request, _("Your answer is with the colleges."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def answer_objection(request: HttpRequest, uid: UUID, objection: UUID) -> HttpResponse:
    """Answer an objection in writing."""
    application, form = own_file(request, uid), reply_form(objection, request.POST)
    found = get_object_or_404(Objection, application=application, uid=objection)
    if not form.is_valid():
        return page(request, application, replies={objection: form})
    seats.answer_objection(objection=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Your answer is with the colleges."))
    return redirect("certification:file", uid=uid)


@signed_in
@require_POST
def appeal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for a second look."""
    application, form = own_file(request, uid), WhyForm(request.POST, auto_id="appeal_%s")
    if not form.is_valid():
        return page(request, application, appeal_form=form)
    filed = appeals.appeal(
        application=application, grounds=form.cleaned_data["why"], actor=request.user, now=timezone.now()
    )
    return redirect("certification:appeal", uid=filed.uid)
