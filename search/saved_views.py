"""The searches that a person keeps: the list, one of them, the links of mails that end an alert."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.refusals import Refused
from core.signed_in import signed_in
from search import workflow
from search.forms import SavedSearchForm
from search.models import SavedSearch
from search.queries import kept
from search.queries.asked import read
from search.queries.described import described
from search.queries.elsewhere import elsewhere, identity
from search.queries.labels import labels


@never_cache
@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All of mine, the latest first."""
    return render(request, "search/saved.html", {"searches": kept.mine(request), "most": workflow.MOST_SAVED})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search that the address asks; its page comes back."""
    query = read(request.GET).query
    said, known = identity(query), elsewhere(request.user, query)
    if not said:
        raise Http404
    if known.kept:
        return redirect("searches:change", known.kept.uid)
    form = SavedSearchForm(_sent(request), initial={"name": described(query, labels(request))[:100]})
    if not form.is_valid():
        context = {"form": form, "page": known.page, "said": described(query, labels(request))}
        return render(request, "search/keep.html", context, status=422 if form.errors else 200)
    workflow.keep(owner=request.user, query=said, found=kept.answers(said), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The search is kept: you find it in your space."))
    return redirect(known.page)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call one of mine otherwise, choose how often its news come, take it away."""
    saved = _own(request, uid)
    form = SavedSearchForm(_sent(request), initial={"name": saved.name, "how_often": saved.how_often})
    if not form.is_valid():
        context = {"form": form, "search": kept.shown(request, saved)}
        return render(request, "search/change.html", context, status=422 if form.errors else 200)
    workflow.change(search=saved, found=kept.answers(saved.query), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Your choices are kept."))
    return redirect("searches:mine")


@signed_in
@require_POST
def forget(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep it no more."""
    saved = _own(request, uid)
    workflow.forget(search=saved)
    messages.success(request, _("“%(name)s” is no longer kept.") % {"name": saved.name})
    return redirect("searches:mine")


@csrf_exempt  # mail programs press it, without a cookie; the link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the alert of one search, or all: one click in a mail program (RFC 8058), or one button on a page."""
    is_done = request.method == "POST"
    try:
        person, saved = workflow.stop(token) if is_done else workflow.holder(token)
    except Refused as refusal:
        return render(request, "search/stop.html", {"refusal": str(refusal.reason)}, status=410)
    with override(person.language):
        return render(request, "search/stop.html", {"search": saved, "is_done": is_done})


def _own(request: HttpRequest, uid: UUID) -> SavedSearch:
    """One of mine.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    return get_object_or_404(kept.of_person(request.user), uid=uid)


def _sent(request: HttpRequest) -> dict | None:
    return request.POST if request.method == "POST" else None
