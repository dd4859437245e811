"""The facilitators' board, and each file as they steer it: form, convening, deadlines; never merit."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification import board_reads, course
from certification.forms.steering import AdmitForm, DaysForm, PairForm, ReasonForm
from certification.models import Application, Objection, Round
from certification.permissions import can, of_applicant
from certification.workflow import closing, rounds, screening, seats, visits
from community.views.facilitation import require_facilitator
from core.refusals import Refused
from core.signed_in import signed_in


@never_cache
@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every open file, what it waits for, and what the rounds so far say."""
    require_facilitator(request)
    context = {
        "rows": board_reads.rows(request.GET.get("state", "")),
        "states": board_reads.TITLES.items(),
        "participation": board_reads.participation(),
        "outcomes": board_reads.outcomes().items(),
        "now": timezone.now(),
    }
    return render(request, "certification/board.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def steer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file: what can be done now. Who is bound to the applicant does not steer."""
    require_facilitator(request)
    application = get_object_or_404(Application.objects.select_related("actor", "charter"), uid=uid)
    if of_applicant(request.user, application):
        raise Http404
    forms: dict = {}
    if request.method == "POST":
        answer, forms = _act(request, application)
        if answer:
            return answer
    return _page(request, application, forms)


def _page(request: HttpRequest, application: Application, forms: dict) -> HttpResponse:
    found = application.rounds.order_by("-number").first()
    context = {
        "application": application,
        "actor": application.actor,
        "round": found,
        "seats": board_reads.seats_by_college(found) if found else [],
        "blocks": board_reads.blocks(application),
        "history": course.history(application),
        "objections": application.objections.filter(state="filed").select_related("seat"),
        "assessment": application.frozen_assessment.items(),
        "visit": application.visits.exclude(state="replaced").prefetch_related("visitors__person").first(),
        "actions": [name for name in FORMS if _may(request, application, found, name)],
        "forms": {name: forms.get(name) or make(application, None) for name, make in FORMS.items()},
    }
    return render(request, "certification/steer.html", context, status=422 if forms else 200)


def _may(request: HttpRequest, application: Application, found: Round | None, name: str) -> bool:
    if name in OF_ROUND:
        return found is not None and bool(can(request.user, name, found))
    return bool(can(request.user, name, application))


def _act(request: HttpRequest, application: Application) -> tuple[HttpResponse | None, dict]:
    """Do what the button says; what the rule refuses is said in its form."""
    name = request.POST.get("action", "")
    if name in {"admit_objection", "return_objection"}:
        return _objection(request, application, name), {}
    if name not in FORMS:
        raise Http404
    form = FORMS[name](application, request.POST)
    if not form.is_valid():
        return None, {name: form}
    try:
        DO[name](request, application, form)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return None, {name: form}
    messages.success(request, _("Done."))
    return redirect("certification:steer", uid=application.uid), {}


def _objection(request: HttpRequest, application: Application, name: str) -> HttpResponse:
    found = get_object_or_404(Objection, application=application, uid=request.POST.get("objection") or None)
    if name == "admit_objection":
        seats.admit_objection(objection=found, actor=request.user, now=timezone.now())
    else:
        note = request.POST.get("text", "")[:1000]
        seats.return_objection(objection=found, note=note, actor=request.user, now=timezone.now())
    messages.success(request, _("Done."))
    return redirect("certification:steer", uid=application.uid)


def _bare(_application: Application, data):
    return EmptyForm(data)


class EmptyForm(ReasonForm):
    """A button alone, with room for the refusal."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["text"]


def _reason(_application: Application, data):
    return ReasonForm(data)


def _days(application: Application, data):
    return DaysForm(data, initial={"days": application.ruleset.round_days})


FORMS = {
    "screen": _bare,
    "send_back": _reason,
    "admit": lambda application, data: AdmitForm(data, application=application),
    "appoint": lambda _application, data: PairForm(data),
    "open_opinion": _bare,
    "open_round": _days,
    "call_alternates": _bare,
    "reopen": _days,
    "close": _bare,
    "void": _reason,
}
OF_ROUND = {"call_alternates", "reopen", "close", "void"}


def _round(application: Application) -> Round:
    return application.rounds.order_by("-number").first()


def _screen(request: HttpRequest, application: Application, _form) -> None:
    screening.screen(application=application, actor=request.user, now=timezone.now())


def _send_back(request: HttpRequest, application: Application, form) -> None:
    lacks = form.cleaned_data["text"]
    screening.send_back(application=application, lacks=lacks, actor=request.user, now=timezone.now())


def _admit(request: HttpRequest, application: Application, form) -> None:
    screening.admit(application=application, actor=request.user, now=timezone.now(), **form.cleaned_data)


def _appoint(request: HttpRequest, application: Application, form) -> None:
    visits.appoint(application=application, pair=form.pair(), actor=request.user, now=timezone.now())


def _open_opinion(request: HttpRequest, application: Application, _form) -> None:
    screening.open_opinion(application=application, actor=request.user, now=timezone.now())


def _open_round(request: HttpRequest, application: Application, form) -> None:
    rounds.open_round(application=application, actor=request.user, now=timezone.now(), **form.cleaned_data)


def _call(request: HttpRequest, application: Application, _form) -> None:
    rounds.call_alternates(round_=_round(application), actor=request.user, now=timezone.now())


def _reopen(request: HttpRequest, application: Application, form) -> None:
    rounds.reopen(round_=_round(application), actor=request.user, now=timezone.now(), **form.cleaned_data)


def _close(request: HttpRequest, application: Application, _form) -> None:
    closing.close(round_=_round(application), actor=request.user, now=timezone.now())


def _void(request: HttpRequest, application: Application, form) -> None:
    rounds.void(round_=_round(application), why=form.cleaned_data["text"], actor=request.user, now=timezone.now())


DO = {
    "screen": _screen, "send_back": _send_back, "admit": _admit, "appoint": _appoint, "open_opinion": _open_opinion,
    "open_round": _open_round, "call_alternates": _call, "reopen": _reopen, "close": _close, "void": _void,
}  # fmt: skip
