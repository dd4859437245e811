"""What the editors' site tells somebody of what happened: pages that one follows, new organisations of a sector."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import User
from community.happened import followed
from community.happening import Happening
from community.models import Actor, Sector
from pages.models import ArticlePage, SectorPage
from pages.open import in_the_open


def pages(user: User, most: int) -> Iterator[Happening]:
    """Sectors and news that one follows, when they were last changed."""
    for kind, model in (("sector", SectorPage), ("article", ArticlePage)):
        found = in_the_open(model.objects.all()).filter(pk__in=followed(user, model))
        changed = found.filter(last_published_at__gt=F("first_published_at"))
        for one in changed.order_by("-last_published_at")[:most]:
            yield Happening(kind, one.last_published_at, one.title, _("This page has changed"), one.get_url())


def newcomers(user: User, most: int) -> Iterator[Happening]:
    """New organisations of the sectors that one follows."""
    seen = in_the_open(SectorPage.objects.all()).filter(pk__in=followed(user, SectorPage)).order_by().values("sector")
    sectors = Sector.objects.filter(Q(pk__in=seen) | Q(parent__in=seen)).order_by().values("pk")
    links = Actor.sectors.through.objects.filter(sector__in=sectors)
    found = Actor.objects.published().filter(pk__in=links.values("actor"), published_at__isnull=False)
    for one in found.only("slug", "name", "trade_name", "published_at").order_by("-published_at")[:most]:
        text = _("New in a sector that you follow")
        yield Happening("actor", one.published_at, one.public_name, text, one.get_absolute_url())


SOURCES = (pages, newcomers)
