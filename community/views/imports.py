"""The facilitators' imports: starting one, following it, its report, its possible duplicates."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.exports.writers import FORMULA
from community.forms.imports import DECISIONS, DecisionForm, ImportForm
from community.imports import report
from community.imports.pairs import pairs
from community.models import ImportRun, ImportState, RemoteRecord
from community.permissions import can
from community.states import RecordState
from community.views.facilitation import require_facilitator
from community.workflow import imports as workflow
from core.signed_in import signed_in

RUNS_PER_PAGE = 20
ISSUES_PER_PAGE = 50
PAIRS_PER_PAGE = 20
PARTS = {"progress": "community/imports/progress.html"}


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Every import, the latest first, and the form that starts one."""
    require_facilitator(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, now = form.cleaned_data["file"], timezone.now()
        run = workflow.start(run=form.save(commit=False), upload=upload, actor=request.user, now=now)
        return redirect("community:import_run", run.uid)
    runs = ImportRun.objects.select_related("started_by")
    context = {"form": form, "runs": Paginator(runs, RUNS_PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "community/imports/list.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_safe
def import_run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far an import is, then its report; `?part=progress` gives only what moves."""
    require_facilitator(request)
    run = get_object_or_404(ImportRun.objects.select_related("started_by"), uid=uid)
    context = {"run": run, "is_open": run.state in {ImportState.WAITING, ImportState.RUNNING}}
    if part := PARTS.get(request.GET.get("part", "")):
        return render(request, part, context)
    context |= {
        "counts": [(label, run.counts.get(name, 0)) for name, label in report.labels().items()],
        "unlisted": run.counts.get(report.UNLISTED, 0),
        "issues": Paginator(run.issues.all(), ISSUES_PER_PAGE).get_page(request.GET.get("page")),
        "waiting": _waiting(run).count(),
        "may_import_for_real": workflow.can_run_for_real(run),
    }
    return render(request, "community/imports/run.html", context)


@never_cache
@signed_in
@require_POST
def import_for_real(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Import the file of a rehearsal."""
    require_facilitator(request)
    rehearsal = get_object_or_404(ImportRun, uid=uid)
    run = workflow.run_for_real(rehearsal=rehearsal, actor=request.user, now=timezone.now())
    return redirect("community:import_run", run.uid)


@never_cache
@signed_in
@require_safe
def import_issues(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rows to look at, as a table."""
    require_facilitator(request)
    run = get_object_or_404(ImportRun, uid=uid)
    name = f"import-{run.created_at:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    rows = csv.writer(response)
    rows.writerow([_("row"), _("left out"), _("reason"), _("content")])
    for issue in run.issues.all():
        said = _("yes") if issue.is_fatal else _("no")
        rows.writerow([issue.row, said, _cell(issue.reason), _cell(issue.content)])
    return response


def _cell(text: str) -> str:
    """A text that a spreadsheet takes for a formula is marked as a text."""
    return f"'{text}" if text.startswith(FORMULA) else text


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The possible duplicates of an import, side by side with what they look like; all can be decided at once."""
    require_facilitator(request)
    run = get_object_or_404(ImportRun, uid=uid)
    if request.method == "POST":
        _decide_all(request, run)
        return redirect("community:duplicates", run.uid)
    records = _waiting(run).select_related("candidate", "run").prefetch_related("candidate__sectors")
    page = Paginator(records, PAIRS_PER_PAGE).get_page(request.GET.get("page"))
    shown = [(pair, _buttons(request, pair.record)) for pair in pairs(page, timezone.now())]
    context = {"run": run, "page": page, "pairs": shown, "decisions": DECISIONS.items()}
    return render(request, "community/imports/duplicates.html", context)


@never_cache
@signed_in
@require_POST
def duplicate(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Decide about one of them."""
    require_facilitator(request)
    found = RemoteRecord.objects.select_related("run", "candidate").prefetch_related("candidate__sectors")
    record, now = get_object_or_404(found, run__uid=uid, pk=pk), timezone.now()
    form = DecisionForm(request.POST)
    if form.is_valid():
        name = pairs([record], now)[0].name
        workflow.decide(record=record, action=form.cleaned_data["action"], actor=request.user, now=now)
        said = {"name": name, "decision": DECISIONS[form.cleaned_data["action"]]}
        messages.success(request, _("“%(name)s”: %(decision)s. It is noted.") % said)
    return redirect(_page_of(request, uid))


def _decide_all(request: HttpRequest, run: ImportRun) -> None:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what these entries are."))
        return
    action = form.cleaned_data["action"]
    count = workflow.decide_all(run=run, action=action, actor=request.user, now=timezone.now())
    said = ngettext("%(n)s entry decided.", "%(n)s entries decided.", count) % {"n": count}
    if rest := _waiting(run).count():
        said += " " + ngettext("%(n)s still waits.", "%(n)s still wait.", rest) % {"n": rest}
    messages.success(request, said)


def _waiting(run: ImportRun):
    return run.records.filter(state=RecordState.DUPLICATE).order_by("pk")


def _buttons(request: HttpRequest, record: RemoteRecord) -> list[tuple[str, str]]:
    """What this person may decide."""
    possible = [action for action in DECISIONS if action != workflow.LINK or record.candidate_id]
    return [(action, DECISIONS[action]) for action in possible if can(request.user, action, record)]


def _page_of(request: HttpRequest, uid: UUID) -> str:
    """The page of the list from which a decision came."""
    number = request.GET.get("page", "")
    address = reverse("community:duplicates", args=[uid])
    return f"{address}?page={number}" if number.isdigit() else address
