"""A certificate in question: the colleges agree to suspend it, or its holder gives it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.forms.files import RenounceForm
from certification.models import Certificate
from certification.permissions import can, roles_of
from certification.states import Role
from certification.workflow import certificates, suspensions
from core.refusals import require
from core.signed_in import signed_in


def _certificate(number: str) -> Certificate:
    return get_object_or_404(
        Certificate.objects.select_related("actor", "decision__application__charter"), number=number
    )  # fmt: skip


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: HttpRequest, number: str) -> HttpResponse:
    """The reasons of a proposal, which colleges agree, and for who sits in another one, the button."""
    found = _certificate(number)
    if not roles_of(request.user, found) & {Role.COLLEGE, Role.FACILITATOR}:
        raise Http404
    proposed = found.suspensions.filter(lifted_at__isnull=True).first()
    if proposed is None:
        raise Http404
    if request.method == "POST":
        require(can(request.user, "support_suspension", found))
        suspensions.support_suspension(suspension=proposed, actor=request.user, now=timezone.now())
        messages.success(request, _("Noted for your college."))
        return redirect("certification:suspension", number=number)
    may = can(request.user, "support_suspension", found)
    context = {
        "certificate": found,
        "actor": found.actor,
        "suspension": proposed,
        "colleges": list(proposed.supports.values_list("college", flat=True)),
        "college": suspensions.college_to_support(proposed, request.user, timezone.now()) if may else None,
    }
    return render(request, "certification/suspension.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def renounce(request: HttpRequest, number: str) -> HttpResponse:
    """Give a certificate back, with a reason that everybody reads."""
    found = _certificate(number)
    if Role.APPLICANT not in roles_of(request.user, found):
        raise Http404
    require(can(request.user, "renounce", found))
    form = RenounceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        certificates.renounce(certificate=found, actor=request.user, now=timezone.now(), why=form.cleaned_data["why"])
        messages.success(request, _("The certificate is given back."))
        return redirect("certification:certificate", number=number)
    context = {"certificate": found, "actor": found.actor, "form": form}
    return render(request, "certification/renounce.html", context, status=422 if form.errors else 200)
