"""A message that should not stay: to report it, and to decide about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification import message_queue, talk
from certification.forms.messages import MessageDecisionForm, MessageReportForm
from certification.models import Message
from certification.permissions import can
from certification.views.messages import back, heard
from certification.workflow import message_reports as workflow
from community.views.facilitation import require_facilitator
from core import limits
from core.refusals import require
from core.signed_in import signed_in

REPORTS_PER_HOUR = 10


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: UUID, message: UUID) -> HttpResponse:
    """Say that a message should not stay."""
    found = heard(request, uid, message)
    if request.method != "POST":
        require(can(request.user, "report", found))
    form = MessageReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_report(request, form):
        workflow.report(message=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. A facilitator reads it, and you learn what came of it."))
        return back(found)
    context = {"application": found.application, "form": form}
    context["said"] = talk.alone(found, request.user, timezone.now())
    return render(request, "certification/message_report.html", context, status=422 if form.errors else 200)


def _may_report(request: HttpRequest, form: MessageReportForm) -> bool:
    """Whether this person has not reported too much; it is said in the form, which keeps the text."""
    if limits.allows(request, "message-report", times=REPORTS_PER_HOUR, seconds=3600):
        return True
    form.add_error(None, _("You have reported many messages in a short time. Go on in an hour."))
    return False


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, message: UUID) -> HttpResponse:
    """A facilitator reads what was reported, keeps or folds the message, and says why."""
    require_facilitator(request)
    reported = message_queue.ever_reported(request.user).select_related("application__actor", "author")
    found = get_object_or_404(reported, uid=message)
    may_judge = can(request.user, "fold", found)
    form = MessageDecisionForm(request.POST or None) if may_judge else None
    if request.method == "POST":
        require(may_judge)
        if form.is_valid():
            return _conclude(request, found, form.cleaned_data)
    context = {
        "application": found.application,
        "said": _said(request, found),
        "reports": found.reports.select_related("person", "concluded_by"),
        "form": form,
        "verdict": may_judge,
    }
    return render(request, "certification/message_conclude.html", context, status=422 if form and form.errors else 200)


def _said(request: HttpRequest, found: Message) -> talk.Said | None:
    """The message, while a report opens it to the facilitators; else as far as this one is of its audience."""
    is_open = found.reports.filter(concluded_at=None).exists()
    is_shown = is_open or can(request.user, "read", found)
    return talk.alone(found, request.user, timezone.now()) if is_shown else None


def _conclude(request: HttpRequest, found: Message, said: dict) -> HttpResponse:
    who = {"message": found, "actor": request.user, "words": said["words"], "now": timezone.now()}
    if said["decision"] == "keep":
        workflow.keep(**who)
    else:
        workflow.fold(reason=said["reason"], **who)
    messages.success(request, _("Concluded. The author and those who reported the message are told."))
    return redirect("community:queue")
