"""A person's notifications: the list, how they come, the link that ends a kind of mail."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.closed import as_told
from community.forms.notices import ChannelsForm
from community.notice import TOPICS, VOCABULARY
from community.queries import notices as reads
from community.workflow import notices
from core.refusals import Refused
from core.signed_in import signed_in

PER_PAGE = 30


@never_cache
@signed_in
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What I was told, the latest first; `?unread` narrows."""
    found = reads.visible_to(request.user)
    only_unread = "unread" in request.GET
    page = Paginator(found.filter(read_at__isnull=True) if only_unread else found, PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {"page": page, "told": as_told(request.user, page.object_list), "only_unread": only_unread}
    return render(request, "community/notifications/list.html", context)


@never_cache
@signed_in
@require_safe
def open_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Go where a notification leads; it is read then. It leads nowhere once that is closed to the person."""
    (found,) = as_told(request.user, [get_object_or_404(reads.visible_to(request.user), uid=uid)])
    if found.is_closed:
        raise Http404
    notices.read(actor=request.user, now=timezone.now(), uid=uid)
    is_ours = url_has_allowed_host_and_scheme(found.url, {request.get_host()}, require_https=request.is_secure())
    return redirect(found.url if is_ours else "community:notifications")


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that all is read."""
    notices.read(actor=request.user, now=timezone.now())
    messages.success(request, _("Everything is marked as read."))
    return redirect("community:notifications")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How each kind of message comes."""
    form = ChannelsForm(request.POST or None, choices=reads.choices(request.user))
    if request.method == "POST" and form.is_valid():
        notices.choose(actor=request.user, chosen=form.chosen())
        messages.success(request, _("Your choices are kept."))
        return redirect("community:notification_settings")
    context = {"form": form, "groups": form.groups(TOPICS)}
    return render(request, "community/notifications/settings.html", context, status=422 if form.errors else 200)


@csrf_exempt  # mail programs press it, without a cookie; the link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End one kind of mail: one click in a mail program (RFC 8058), or one button on a page."""
    try:
        person, code = notices.stop(token) if request.method == "POST" else notices.holder(token)
    except Refused as refusal:
        return render(request, "community/notifications/stop.html", {"refusal": str(refusal.reason)}, status=410)
    with override(person.language):
        label = VOCABULARY[code].label if code in VOCABULARY else ""
        context = {"label": label, "is_done": request.method == "POST"}
        return render(request, "community/notifications/stop.html", context)
