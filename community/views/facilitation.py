"""The facilitators' pages: one queue, and each decision."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.about import ClaimDecisionForm
from community.models import Check, Claim
from community.permissions import can, is_facilitator
from community.queries import queue as reads
from community.workflow import checks, people
from core.refusals import NotAllowed
from core.signed_in import signed_in

PER_PAGE = 50


def require_facilitator(request: HttpRequest) -> None:
    """Go on only for a facilitator.

    Raises:
        NotAllowed: the person is none.
    """
    if not is_facilitator(request.user):
        raise NotAllowed(_("Only facilitators may see this page."))


@never_cache
@signed_in
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a facilitator, the oldest first; `?kind=` narrows."""
    require_facilitator(request)
    kind, kinds = request.GET.get("kind", ""), reads.kinds()
    counts = reads.counts(request.user)
    context = {
        "kind": kind if kind in kinds else "",
        "kinds": [(code, label, counts[code]) for code, label in kinds.items()],
        "total": sum(counts.values()),
        "tasks": Paginator(reads.tasks(timezone.now(), request.user, kind), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "community/queue.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim_decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Decide whether a page is entrusted to the person who claims it."""
    require_facilitator(request)
    claim = get_object_or_404(Claim.objects.select_related("actor", "user", "decided_by"), uid=uid)
    form = ClaimDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, claim, form.cleaned_data)
        return redirect("community:queue")
    verdict = can(request.user, "accept", claim)
    context = {"claim": claim, "actor": claim.actor, "form": form if verdict else None, "verdict": verdict}
    return render(request, "community/claim_decision.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, claim: Claim, said: dict) -> None:
    now = timezone.now()
    if said["decision"] == "accept":
        people.accept_claim(claim=claim, actor=request.user, now=now)
    else:
        people.decline_claim(claim=claim, actor=request.user, reason=said["reason"], now=now)
    messages.success(request, _("Decided. The person is told by e-mail."))


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """What members said of a page, and the button that says that it was dealt with."""
    require_facilitator(request)
    check = get_object_or_404(Check.objects.select_related("actor"), pk=pk)
    if request.method == "POST":
        checks.conclude_check(check=check, actor=request.user, now=timezone.now())
        messages.success(request, _("Concluded."))
        return redirect("community:queue")
    context = {
        "check": check,
        "actor": check.actor,
        "answers": check.answers.select_related("user"),
        "label": reads.CHECK_WORDS.get(check.state, ""),
        "may_conclude": bool(can(request.user, "conclude", check)),
    }
    return render(request, "community/check_conclusion.html", context)
