"""Searches that find nothing are counted by week, sector and territory: what people look for here and nobody offers.

Nothing is kept of who asked, nor of the words. A count that fails is a count less, never a page less.
"""

import logging
import re
from datetime import date, datetime, timedelta

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.roles import ADMIN_ACCESS, OPERATIONS_ACCESS
from community.models import Sector, Territory
from community.models.territory import TerritoryKind
from search.models import Unanswered
from search.places import with_parents
from search.queries.asked import Asked

KEPT = timedelta(weeks=104)
MOST_SECTORS = 3  # of one search
NO_BROWSER = re.compile(r"bot|crawl|spider|slurp|preview|monitor|scan|curl|wget|python|headless", re.IGNORECASE)
COUNTED = (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION)

log = logging.getLogger(__name__)


def counted(response: HttpResponse, request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same answer; the search is counted once it is sent, so that nobody waits for it.

    A part of the map is not counted: whoever moves it over the sea lacks nothing.
    """
    is_first = asked.query.page == 1 and asked.query.box is None
    if asked.query.is_narrowed and is_first and _is_of_a_visitor(request):
        close = response.close

        def closing() -> None:
            _count(asked, timezone.localdate())
            close()

        response.close = closing
    return response


def _is_of_a_visitor(request: HttpRequest) -> bool:
    """A person who looks for something: no program, no page fetched in advance, nobody who runs the site."""
    agent = request.headers.get("User-Agent", "")
    is_program = not agent.startswith("Mozilla/") or NO_BROWSER.search(agent) is not None
    if request.method != "GET" or is_program or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    return not (request.user.has_perm(ADMIN_ACCESS) or request.user.has_perm(OPERATIONS_ACCESS))


def _count(asked: Asked, today: date) -> None:
    try:
        with transaction.atomic():
            territory, week = _territory(asked), today - timedelta(days=today.weekday())
            known = Sector.objects.filter(code__in=asked.query.sectors).order_by("code")[:MOST_SECTORS]
            for sector in [one.code for one in known] or [""]:
                _add(week=week, sector=sector, territory=territory)
    except DatabaseError:
        log.exception("A search without an answer was not counted")


def _add(**where) -> None:
    """One more; whoever comes at the same moment adds to the same line."""
    more = {"count": F("count") + 1}
    if not Unanswered.objects.filter(**where).update(**more):
        try:
            with transaction.atomic():
                Unanswered.objects.create(count=1, **where)
        except IntegrityError:
            Unanswered.objects.filter(**where).update(**more)


def _territory(asked: Asked) -> str:
    """The département in which one searched, else the region; nothing finer, nothing of a point."""
    place = asked.commune or asked.territory or _said(asked.query.place)
    around = [place, *with_parents(place)] if place else []
    return next((one.reference for kind in COUNTED for one in around if one.kind == kind), "")


def _said(reference: str) -> Territory | None:
    kind, _colon, code = reference.partition(":")
    return Territory.objects.filter(kind=kind, code__iexact=code).first() if code else None


def latest(weeks: int, today: date) -> QuerySet:
    """{sector, territory, times, last week} of the last weeks, the most frequent first."""
    found = Unanswered.objects.filter(week__gt=today - timedelta(weeks=weeks)).values("sector", "territory")
    return found.annotate(times=Sum("count"), last=Max("week")).order_by("-times", "-last", "sector", "territory")


def forget(now: datetime) -> None:
    """Take out the weeks that are too old to tell anything."""
    Unanswered.objects.filter(week__lt=now.date() - KEPT).delete()
