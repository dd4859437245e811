"""The facilitators' board, and each file as they steer it: form, convening, deadlines; never merit."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification import board_figures, board_reads, course, message_queue
from certification.bonds import unbound
from certification.deliberation import lines
from certification.forms.steering import BareForm, NoteForm
from certification.frozen import profile_lines
from certification.models import Application, Objection
from certification.permissions import can
from certification.states import VisitState
from certification.views import steering
from certification.workflow import seats
from community.views.facilitation import require_facilitator
from core.refusals import Refused
from core.signed_in import signed_in

PER_PAGE = 50
ON_OBJECTION = {"admit_objection": BareForm, "return_objection": NoteForm}


@never_cache
@signed_in
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Every live file, what it waits for, and what the rounds so far say; `?state=` narrows."""
    require_facilitator(request)
    state, now = request.GET.get("state", ""), timezone.now()
    page = Paginator(board_reads.files(request.user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": board_reads.rows(page.object_list, now),
        "states": board_reads.TITLES.items(),
        "state": state if state in board_reads.TITLES else "",
        "figures": board_figures.figures(),
        "now": now,
    }
    return render(request, "certification/board.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def steer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file: what can be done now. For who is bound to it there is no such page."""
    require_facilitator(request)
    application = get_object_or_404(unbound(request.user).select_related("actor", "charter"), uid=uid)
    if request.method != "POST":
        return _page(request, application, {})
    name, form = _asked(request, application)
    if form.is_valid() and _done(request, application, name, form):
        messages.success(request, _("Done."))
        return redirect("certification:steer", uid=uid)
    return _page(request, application, {name: form})


def _asked(request: HttpRequest, application: Application) -> tuple[str, Form]:
    """The button that was pressed, and what was typed beside it."""
    name = request.POST.get("action", "")
    if name in ON_OBJECTION:
        found = _objection(request, application)
        return f"{name}-{found.uid}", ON_OBJECTION[name](request.POST, auto_id=f"{found.uid}-%s")
    if name not in steering.ACTS:
        raise Http404
    return name, steering.form_of(name, application, request.POST)


def _objection(request: HttpRequest, application: Application) -> Objection:
    asked = request.POST.get("objection", "")
    found = next((one for one in application.objections.all() if str(one.uid) == asked), None)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, application: Application, name: str, form: Form) -> bool:
    """Whether it is done; what the rule refuses is said in the form."""
    try:
        if name in steering.ACTS:
            steering.do(name, application, form.cleaned_data, request.user, timezone.now())
        else:
            _check_objection(request, application, form)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    return True


def _check_objection(request: HttpRequest, application: Application, form: Form) -> None:
    who = {"objection": _objection(request, application), "actor": request.user, "now": timezone.now()}
    if isinstance(form, NoteForm):
        seats.return_objection(note=form.cleaned_data["text"], **who)
    else:
        seats.admit_objection(**who)


def _page(request: HttpRequest, application: Application, typed: dict[str, Form]) -> HttpResponse:
    found = steering.round_of(application)
    visit = application.visits.exclude(state="replaced").prefetch_related("visitors__person").first()
    report = visit if visit and visit.state == VisitState.SIGNED else None  # what is not signed is the pair's own
    context = {
        "application": application,
        "actor": application.actor,
        "row": board_reads.rows([application], timezone.now())[0],
        "round": found,
        "seats": board_reads.seats_by_college(found) if found else [],
        "history": course.history(application),
        "lines": lines(application, report, []),
        "profile": profile_lines(application),
        "visit": visit,
        "certificate": steering.certificate_of(application),
        "suspension": steering.suspension_of(application),
        "reported": message_queue.reported(request.user).filter(application=application).order_by("at"),
        "acts": _acts(request, application, typed),
        "objections": _objections(request, application, typed),
    }
    return render(request, "certification/steer.html", context, status=422 if typed else 200)


def _acts(request: HttpRequest, application: Application, typed: dict[str, Form]) -> list[tuple[str, Form, bool]]:
    """(name, form, whether it is final) of what can be done now, and of what was just refused."""
    now = {*steering.possible(request.user, application), *typed}
    return [
        (name, typed.get(name) or steering.form_of(name, application), act.is_final)
        for name, act in steering.ACTS.items()
        if name in now
    ]


def _objections(request: HttpRequest, application: Application, typed: dict[str, Form]) -> list[tuple]:
    """(objection, form that admits, form that sends back) of those whose form is to be checked, or just was."""
    rows = [
        (one, typed.get(f"admit_objection-{one.uid}"), typed.get(f"return_objection-{one.uid}"))
        for one in application.objections.select_related("seat")
    ]
    return [
        (one, admit or BareForm(), send_back or NoteForm(auto_id=f"{one.uid}-%s"))
        for one, admit, send_back in rows
        if admit or send_back or can(request.user, "admit", one)
    ]
