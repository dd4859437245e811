"""What happened in the network, the latest first: new actors, decisions, news; as a page, RSS and JSON Feed."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from certification.models import Decision
from certification.models.decision import OUTCOMES
from community.happening import Happening
from community.models import Actor
from pages.models import ArticlePage
from pages.routing import open_to_all

KINDS = ("actor", "decision", "article")


def latest(request: HttpRequest, most: int, kind: str = "", upto: datetime | None = None) -> list[Happening]:
    """What everybody may know, the latest first; one query for each kind.

    Args:
        request: whose language the news are in.
        most: how many.
        kind: only this one of KINDS; all without it.
        upto: only what happened at this moment or before.
    """
    wanted = [kind] if kind in KINDS else KINDS
    found = (READS[one](request, most, upto) for one in wanted)
    return list(islice(merge(*found, key=lambda one: one.at, reverse=True), most))


def _actors(_request: HttpRequest, most: int, upto: datetime | None) -> Iterator[Happening]:
    found = Actor.objects.published().filter(published_at__isnull=False)
    found = found.filter(published_at__lte=upto) if upto else found
    found = found.only("uid", "slug", "name", "trade_name", "summary", "published_at")
    for one in found.order_by("-published_at", "-pk")[:most]:
        url = reverse("community:actor", args=[one.slug])
        yield Happening("actor", one.published_at, one.public_name, one.summary, url, f"actor:{one.uid}")


def _decisions(_request: HttpRequest, most: int, upto: datetime | None) -> Iterator[Happening]:
    found = Decision.objects.select_related("application__actor").defer("tally", "reasons")
    found = found.filter(decided_at__lte=upto) if upto else found
    words = dict(OUTCOMES)
    for one in found.order_by("-decided_at", "-pk")[:most]:
        text = _("The six colleges have decided: %(outcome)s") % {"outcome": str(words[one.outcome]).lower()}
        url = reverse("certification:record", args=[one.number])
        yield Happening("decision", one.decided_at, one.application.actor.public_name, text, url, one.number)


def _articles(request: HttpRequest, most: int, upto: datetime | None) -> Iterator[Happening]:
    published = ArticlePage.objects.filter(locale=Locale.get_active(), first_published_at__isnull=False)
    found = open_to_all(request, published)
    found = found.filter(first_published_at__lte=upto) if upto else found
    for one in found.order_by("-first_published_at", "-pk")[:most]:
        uid = f"article:{one.translation_key}"
        yield Happening("article", one.first_published_at, one.title, one.intro, one.get_url(request), uid)


READS = {"actor": _actors, "decision": _decisions, "article": _articles}
