"""Comments that should not stay: to report one, to decide, to read somebody no more."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.comment_pages import Section
from community.forms.comments import CommentDecisionForm, CommentReportForm
from community.models import BlockedMember
from community.permissions import can
from community.queries import comments as reads
from community.views.comments import comment_or_404
from community.views.facilitation import require_facilitator
from community.workflow import comment_moderation as workflow
from core import limits
from core.refusals import require
from core.signed_in import signed_in

REPORTS_PER_HOUR = 10


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that a comment should not stay."""
    found = comment_or_404(request, uid)
    if request.method != "POST":
        require(can(request.user, "report", found))
    form = CommentReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _may_report(request, form):
        workflow.report(comment=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. A facilitator reads it, and you learn what came of it."))
        return redirect("community:comment", uid=uid)
    section = Section.of(request, found.discussion.content_object)
    context = {"section": section, "shown": reads.Shown(found, section.reader), "form": form}
    return render(request, "community/comments/report.html", context, status=422 if form.errors else 200)


def _may_report(request: HttpRequest, form: CommentReportForm) -> bool:
    """Whether this person has not reported too much; it is said in the form, which keeps the text."""
    if limits.allows(request, "comment-report", times=REPORTS_PER_HOUR, seconds=3600):
        return True
    form.add_error(None, _("You have reported many comments in a short time. Go on in an hour."))
    return False


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A facilitator reads what was reported, keeps or removes the comment, and says why."""
    require_facilitator(request)
    found = comment_or_404(request, uid)
    may_keep, may_remove = can(request.user, "keep", found), can(request.user, "remove", found)
    data = request.POST if request.method == "POST" else None
    form = CommentDecisionForm(data, may_keep=bool(may_keep)) if may_remove else None
    if request.method == "POST":
        require(may_remove)
        if form.is_valid():
            return _conclude(request, found, form.cleaned_data)
    section = Section.of(request, found.discussion.content_object)
    context = {
        "section": section,
        "shown": reads.Shown(found, section.reader),
        "reports": reads.reports_of(found),
        "form": form,
        "verdict": may_remove,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "community/comments/conclude.html", context, status=status)


def _conclude(request: HttpRequest, found, said: dict) -> HttpResponse:
    act = workflow.keep if said["decision"] == "keep" else workflow.remove
    act(comment=found, actor=request.user, message=said["message"], now=timezone.now())
    messages.success(request, _("Concluded. The author and those who reported the comment are told."))
    return redirect("community:queue")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read the author of a comment no more, after a word on what that means."""
    found = comment_or_404(request, uid)
    if request.method == "POST":
        workflow.block(comment=found, actor=request.user, now=timezone.now())
        messages.success(request, _("You no longer read %(person)s.") % {"person": found.author_name})
        return redirect("community:blocked")
    require(can(request.user, "block", found))
    section = Section.of(request, found.discussion.content_object)
    return render(request, "community/comments/block.html", {"section": section, "comment": found})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def blocked(request: HttpRequest) -> HttpResponse:
    """Those whom one does not want to read, and a button to read them again."""
    rows = BlockedMember.objects.filter(user=request.user).select_related("blocked")
    if request.method == "POST":
        row = get_object_or_404(rows, blocked__uid=_uid(request.POST.get("person", "")))
        workflow.unblock(row=row, actor=request.user, now=timezone.now())
        messages.success(request, _("You read %(person)s again.") % {"person": row.blocked})
        return redirect("community:blocked")
    return render(request, "community/comments/blocked.html", {"rows": rows})


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
