"""The six colleges, for everybody; asking to sit, and confirming those who ask."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.forms.steering import AskForm, ReasonForm
from certification.models import College, Mandate
from certification.permissions import can
from certification.seated import college_of, colleges_with_seats, requests_for
from certification.workflow import mandates as workflow
from core.colleges import CODES
from core.refusals import Refused
from core.signed_in import signed_in


@require_safe
def colleges(request: HttpRequest) -> HttpResponse:
    """For whom each speaks, and how many sit."""
    return render(request, "certification/colleges.html", {"colleges": colleges_with_seats(timezone.localdate())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def college(request: HttpRequest, code: str) -> HttpResponse:
    """One college: its mission, who agreed to be named, and for members the form that asks to sit."""
    if code not in CODES:
        raise Http404
    is_member = request.user.is_authenticated
    own = Mandate.objects.filter(person=request.user, college=code, state__in=("requested", "active")).first() \
        if is_member else None  # fmt: skip
    form = AskForm(request.POST or None) if is_member and own is None else None
    if request.method == "POST" and form and form.is_valid() and _ask(request, code, form):
        return redirect("certification:college", code=code)
    context = {
        "college": college_of(code, timezone.localdate()), "form": form, "own": own,
        "holder": get_object_or_404(College, code=code),
    }  # fmt: skip
    return render(request, "certification/college.html", context, status=422 if form and form.errors else 200)


def _ask(request: HttpRequest, code: str, form: AskForm) -> bool:
    try:
        workflow.ask(actor=request.user, college=code, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    messages.success(request, _("Your request is with the college and the facilitators."))
    return True


@never_cache
@signed_in
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """Requests that this person may confirm."""
    return _requests(request, {})


def _requests(request: HttpRequest, typed: dict[UUID, ReasonForm]) -> HttpResponse:
    rows = [_row(request, one, typed) for one in requests_for(request.user, timezone.localdate())]
    return render(request, "certification/mandates.html", {"rows": rows}, status=422 if typed else 200)


def _row(request: HttpRequest, one: Mandate, typed: dict[UUID, ReasonForm]) -> tuple:
    """(request, whether it may be confirmed, the form that declines it or None)."""
    may_confirm = bool(can(request.user, "confirm", one)) and not one.has_said
    may_decline = can(request.user, "decline", one)
    return one, may_confirm, (typed.get(one.uid) or _reason_form(one, None)) if may_decline else None


def _reason_form(one: Mandate, data: dict | None) -> ReasonForm:
    return ReasonForm(data, auto_id=f"{one.uid}-%s")


@signed_in
@require_POST
def act(request: HttpRequest, uid: UUID, action: str) -> HttpResponse:
    """Confirm, decline or end a mandate, or show one's name."""
    found = get_object_or_404(Mandate, uid=uid)
    if action not in ACTS or not can(request.user, action, found):
        raise Http404
    if action == "decline" and not (form := _reason_form(found, request.POST)).is_valid():
        return _requests(request, {uid: form})
    ACTS[action](request, found)
    messages.success(request, _("Done."))
    if action in {"confirm", "decline"}:
        return redirect("certification:mandates")
    return redirect("certification:college", code=found.college)


def _confirm(request: HttpRequest, found: Mandate) -> None:
    workflow.confirm(mandate=found, actor=request.user, now=timezone.now())


def _decline(request: HttpRequest, found: Mandate) -> None:
    reason = request.POST["text"].strip()
    workflow.decline(mandate=found, actor=request.user, reason=reason, now=timezone.now())


def _end(request: HttpRequest, found: Mandate) -> None:
    workflow.end(mandate=found, actor=request.user, now=timezone.now())


def _show(request: HttpRequest, found: Mandate) -> None:
    workflow.show_name(mandate=found, shows=not found.shows_name, actor=request.user, now=timezone.now())


ACTS = {"confirm": _confirm, "decline": _decline, "end": _end, "show_name": _show}
