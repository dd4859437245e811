"""Pages of meetings, and the calendar that programs read."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import calendar
from community.forms.meetings import CancelForm, MeetingForm, ReplyForm
from community.models import CalendarFeed, Meeting, Reply
from community.queries import meetings as reads
from community.rules import meetings as rules
from community.telling import absolute
from community.workflow import meetings as workflow
from core import limits
from core.errors import too_many_requests
from core.signed_in import signed_in

MEETINGS_PER_HOUR = 20
ICS = "text/calendar; charset=utf-8"


def meeting_or_404(request: HttpRequest, uid: UUID) -> Meeting:
    """A meeting that this visitor may see."""
    return get_object_or_404(calendar.visible_to(request.user).select_related("convened_by"), uid=uid)


def _may_change(request: HttpRequest, found: Meeting) -> bool:
    may = calendar.holder_of(found).may_convene(request.user, found.kind, found.holder)
    return bool(may) and found.cancelled_at is None and found.ends_at > timezone.now()


@never_cache
@require_safe
def meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """When, where, why, and who comes."""
    found = meeting_or_404(request, uid)
    holder, is_known = calendar.holder_of(found), request.user.is_authenticated
    may_change = _may_change(request, found)
    own = found.replies.filter(person=request.user).first() if is_known else None
    context = {
        "meeting": found,
        "about": holder.label(found.holder),
        "about_url": holder.address(found.holder),
        "may_change": may_change,
        "may_reply": rules.may_reply(found.starts_at, timezone.now(), is_cancelled=found.cancelled_at is not None),
        "own": own,
        "replies": Reply.choices,
        "answers": reads.answers(found),
        "names_people": may_change or (is_known and found.kind in holder.names_people),
    }
    return render(request, "community/meetings/meeting.html", context)


@never_cache
@require_safe
def as_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One meeting for the calendar of a phone."""
    found = meeting_or_404(request, uid)
    return HttpResponse(
        rules.calendar(found.title, [reads.as_entry(found)], absolute("")), content_type=ICS,
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )  # fmt: skip


@signed_in
@require_POST
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say whether one comes."""
    found = meeting_or_404(request, uid)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise Http404
    workflow.reply(meeting=found, actor=request.user, answer=form.cleaned_data["answer"], now=timezone.now())
    messages.success(request, _("Your answer is kept. You can change it until the meeting begins."))
    return redirect(found)


def _holder_or_404(kind: str, key: str, user) -> tuple[Model, list[str]]:
    """What holds dates, and the kinds that this person may convene there."""
    holder = calendar.named(kind)
    if holder is None:
        raise Http404
    try:
        found = get_object_or_404(holder.model, **{holder.key: key})
    except (ValueError, TypeError, ValidationError) as error:  # the key is none of this kind
        raise Http404 from error
    kinds = calendar.kinds_for(user, found)
    if not kinds:
        raise Http404
    return found, kinds


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Hold a date."""
    holder, kinds = _holder_or_404(kind, key, request.user)
    form = MeetingForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "meetings", times=MEETINGS_PER_HOUR, seconds=3600):
            return too_many_requests(request)
        made = workflow.convene(holder=holder, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The date is set, and those concerned are told."))
        return redirect(made)
    found = calendar.holder_for(type(holder))
    context = {"form": form, "about": found.label(holder), "about_url": found.address(holder)}
    return render(request, "community/meetings/form.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say otherwise when, where or why."""
    found = _changeable(request, uid)
    form = MeetingForm(request.POST or None, instance=found, kinds=[found.kind])
    if request.method == "POST" and form.is_valid():
        workflow.change(meeting=found, actor=request.user, now=timezone.now(), said=form.cleaned_data)
        messages.success(request, _("The change is kept."))
        return redirect(found)
    return _form(request, "community/meetings/form.html", found, form)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call a meeting off."""
    found = _changeable(request, uid)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.cancel(meeting=found, actor=request.user, why=form.cleaned_data["why"], now=timezone.now())
        messages.success(request, _("The meeting is called off, and those concerned are told."))
        return redirect(found)
    return _form(request, "community/meetings/cancel.html", found, form)


def _changeable(request: HttpRequest, uid: UUID) -> Meeting:
    found = meeting_or_404(request, uid)
    if not _may_change(request, found):
        raise PermissionDenied
    return found


def _form(request: HttpRequest, template: str, found: Meeting, form) -> HttpResponse:
    holder = calendar.holder_of(found)
    context = {
        "form": form, "meeting": found, "about": holder.label(found.holder), "about_url": holder.address(found.holder)
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My dates, and the address for the calendar of my phone."""
    now, made = timezone.now(), CalendarFeed.objects.filter(person=request.user).first()
    url = made and request.build_absolute_uri(reverse("community:calendar_feed", args=[made.secret]))
    context = {"dates": reads.coming(request.user, now), "url": url}
    return render(request, "community/meetings/mine.html", context)


@signed_in
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Make, renew or stop the secret address."""
    now, asked = timezone.now(), request.POST.get("do")
    if asked == "make":
        workflow.feed(request.user, now)
    elif asked == "renew":
        workflow.renew_feed(actor=request.user, now=now)
        messages.success(request, _("The older address leads nowhere now."))
    elif asked == "stop":
        workflow.stop_feed(actor=request.user)
        messages.success(request, _("The address leads nowhere now."))
    return redirect("community:calendar")


@never_cache
@require_safe
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """A person's calendar, for programs: the address is the proof; what one may no longer see is not there."""
    found = get_object_or_404(CalendarFeed.objects.select_related("person"), secret=secret, person__is_active=True)
    with override(found.person.language):
        content = rules.calendar(_("My dates"), reads.feed_of(found.person, timezone.now()), absolute(""))
    return HttpResponse(
        content, content_type=ICS, headers={"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    )
