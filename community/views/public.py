"""What everybody sees of the actors."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community import area_map, notifications, panels
from community.exports.schema_org import structured_data
from community.models import Actor, ArchiveReason, Family, Sector
from community.permissions import can
from community.queries import around, directory
from community.queries.profile import Words, document, present
from community.states import Publication
from community.views.common import published_for, published_or_404
from core import asked, limits, page_cache
from core.contact import MESSAGES_PER_HOUR, ContactForm
from core.errors import too_many_requests

PER_PAGE = 24
ADDRESSES_PER_HOUR = 30


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Published actors, all or narrowed by `?sector=`, `?family=` and `?near=`; what is unknown is said and ignored."""
    wanted = directory.read_wanted(*(asked.text(request, name) for name in ("sector", "family", "near")))
    page = Paginator(directory.find(wanted).for_cards(), PER_PAGE).get_page(request.GET.get("page"))
    roots = page_cache.remember(request, "sectors", lambda: Sector.objects.roots().counted())
    context = {
        "actors": page,
        "cards": directory.set_distances(list(page), wanted.commune),
        "wanted": wanted,
        "sectors": roots,
        "families": Family.choices,
    }
    return render(request, "community/actors.html", context)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One actor's page; one that was archived says what became of it."""
    found = get_object_or_404(
        Actor.objects.with_manager().with_document().exclude(state=Publication.DRAFT).select_related("merged_into"),
        slug=slug,
    )
    if not found.is_published:
        return _archived(request, found)
    content = document(found)
    profile = present(content, page_cache.remember(request, "words", Words.read))
    context = {
        "actor": found,
        "profile": profile,
        "area_map": area_map.draw(content, profile.territories),
        "attestations": around.attestations(found),
        "neighbours": around.neighbours(found, profile.sectors),
        "findings": around.public_findings(found),
        "panels": panels.render(request, found),
        "structured": structured_data(
            found, content, request.build_absolute_uri(found.get_absolute_url()), territories=profile.territories
        ),
    } | _may(request, found)
    return render(request, "community/actor.html", context)


def _may(request: HttpRequest, found: Actor) -> dict:
    """What this visitor may do here; a visitor who is not signed in gets the same page as all others."""
    if not request.user.is_authenticated:
        return {"may_write": bool(can(request.user, "write_to", found)), "may_claim": not found.is_claimed}
    return {f"may_{name}": bool(can(request.user, action, found)) for name, action in ACTIONS.items()}


ACTIONS = {
    "write": "write_to",
    "claim": "claim",
    "check": "check",
    "edit": "edit",
}


def _archived(request: HttpRequest, found: Actor) -> HttpResponse:
    """What became of an actor that is listed no more."""
    if found.merged_into and found.merged_into.is_published:
        return redirect(found.merged_into)
    is_ours = bool(can(request.user, "see_private", found))
    reason = ArchiveReason(found.archived_reason)
    context = {"actor": found, "is_ours": is_ours, "reason": reason if is_ours else reason.public}
    return render(request, "community/archived.html", context, status=410)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to an actor without knowing its address."""
    found = published_for(request, slug, "write_to")
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not limits.allows(request, "contact", times=MESSAGES_PER_HOUR, seconds=3600):
            return too_many_requests(request)
        _send(found, form.cleaned_data)
        messages.success(request, _("Your message is on its way. The answer will come by e-mail."))
        return redirect(found)
    return render(request, "community/write.html", {"actor": found, "form": form}, status=422 if form.errors else 200)


def _send(found: Actor, said: dict) -> None:
    recipients = [address for address in (found.private_email or found.public_email,) if address]
    notifications.notify(
        "message",
        to=recipients or notifications.managers(found),
        url=found.get_absolute_url(),
        reply_to=said["email"],
        actor=found.public_name,
        name=said["name"],
        email=said["email"],
        message=said["message"],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest, slug: str) -> HttpResponse:
    """The public e-mail address, for people: robots follow links and press no buttons."""
    found = published_or_404(slug)
    is_shown = request.method == "POST"
    if is_shown and not limits.allows(request, "email", times=ADDRESSES_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    return render(request, "community/email.html", {"actor": found, "is_shown": is_shown})
