"""Pages of the search for those who edit and facilitate: what is not found, and why an answer is one."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import ADMIN_ACCESS
from community.models import Sector, Territory
from core.signed_in import signed_in
from search import reasons, unanswered
from search.engine import engine
from search.engines import MissingIndexError
from search.queries.asked import address, read

WEEKS, LINES = 12, 50


def may_look(request: HttpRequest) -> bool:
    """Whether the person edits or facilitates the site."""
    return request.user.has_perm(ADMIN_ACCESS)


def _for_editors(view: Callable) -> Callable:
    @signed_in
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not may_look(request):
            raise PermissionDenied(_("Only the people who edit or facilitate the site may see this page."))
        return view(request)

    return guarded


@_for_editors
def missing(request: HttpRequest) -> HttpResponse:
    """What was looked for and not found in the last weeks, by sector and territory."""
    rows = Paginator(unanswered.latest(WEEKS, timezone.localdate()), LINES).get_page(request.GET.get("page"))
    sectors = {one.code: one.label for one in Sector.objects.all()}
    references = {row["territory"] for row in rows}
    codes = {one.partition(":")[2] for one in references if one}
    places = {one.reference: one.label for one in Territory.objects.filter(code__in=codes, kind__in=unanswered.COUNTED)}
    for row in rows:
        row["sector_label"] = sectors.get(row["sector"], row["sector"])
        row["place_label"] = places.get(row["territory"], row["territory"])
    return render(request, "search/missing.html", {"rows": rows, "weeks": WEEKS})


@_for_editors
def why(request: HttpRequest) -> HttpResponse:
    """The answers of one page of a search, each with the reasons for which it is there."""
    asked = read(request.GET)
    query = asked.for_engine
    try:
        hits = engine().search(query).hits
        explained = [(hit, reasons.in_words(engine().explain(query, hit.id))) for hit in hits]
    except MissingIndexError:
        explained = []
    back = address(request, asked.query).replace(request.path, request.path.removesuffix("why/"), 1)
    return render(request, "search/why.html", {"explained": explained, "query": asked.query, "back": back})
