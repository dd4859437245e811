"""The operators' page, and the service's health."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from post_office.models import Email

from core import mail, parts, queries
from core.permissions import may_operate
from core.signed_in import signed_in

MAILS_PER_PAGE = 50


@signed_in
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """How the worker, the queues and the mails are doing."""
    _check(request)
    state, recipient = (
        request.GET.get("state", ""),
        request.GET.get("recipient", "").replace("\0", "").strip(),
    )
    context = {
        "pulse": queries.pulse(),
        "queues": queries.queues(),
        "parts": [(name, parts.parts[name], condition) for name, condition in parts.conditions().items()],
        "runs": queries.periodic_runs(),
        "mails": Paginator(queries.mails(state, recipient), MAILS_PER_PAGE).get_page(request.GET.get("page")),
        "states": [(code, label) for code, (label, _codes) in queries.MAIL_STATES.items()],
        "state": state,
        "recipient": recipient,
    }
    return render(request, "core/operations.html", context)


@signed_in
@require_POST
def retry_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to send a mail that was given up."""
    _check(request)
    mail.retry(get_object_or_404(Email, pk=pk))
    messages.success(request, _("The mail is in the queue again."))
    return redirect("operations:home")


@signed_in
@require_POST
def mend(request: HttpRequest, name: str) -> HttpResponse:
    """Have the worker put a part of the service right."""
    _check(request)
    if name not in parts.parts:
        raise Http404
    parts.parts[name].mend()
    messages.success(request, _("The worker will do it in a moment."))
    return redirect("operations:home")


def _check(request: HttpRequest) -> None:
    if not may_operate(request.user):
        raise PermissionDenied(_("Only the people who look after the service may see this page."))
