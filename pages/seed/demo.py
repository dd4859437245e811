"""The demo network: invented people, two charters, real organisations listed as not confirmed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from certification.models import CharterVersion
from community.imports.demo import load_demo_actors
from pages.models import CharterPage, HomePage, NetworkSettings
from pages.seed.accounts import ensure_staff
from pages.seed.actors import ensure_actors
from pages.seed.charter import build_charter, freeze_older_charter
from pages.seed.comments import ensure_comments
from pages.seed.content import load
from pages.seed.network import ensure_articles, ensure_sector_pages, ensure_sectors
from pages.seed.process import NEW_CHARTER, ensure_process
from pages.seed.searches import ensure_searches
from pages.seed.tree import build_site, ensure_menus

FIRST_CHARTER = -800  # days from today


@transaction.atomic
def build_demo(*, with_deliberations: bool = True) -> HomePage:
    """Everything a newcomer needs to try the site; what exists is left as it is.

    Args:
        with_deliberations: two years of files, and the organisations that open them; without, it takes seconds.
    """
    now = timezone.now()
    home = build_site()
    sectors = load("fr", "sectors")
    ensure_sectors(sectors)
    ensure_sector_pages(home, sectors)
    ensure_articles(home, load("fr", "articles"), timezone.localdate())
    _ensure_network(home)
    load_demo_actors()
    ensure_staff()
    _ensure_charter(home, "charter-1", 1, now + timedelta(days=FIRST_CHARTER))
    ensure_actors(load("fr", "actors"), now)
    ensure_comments(load("fr", "comments"), now)
    if with_deliberations:
        ensure_process(home, now)
        ensure_searches(load("fr", "searches"), now)
    _ensure_charter(home, "charter-2", 2, now + timedelta(days=NEW_CHARTER))
    _ensure_charter_pages(home)
    ensure_menus(home)
    return home


def _ensure_charter(home: HomePage, name: str, number: int, at: datetime) -> None:
    """A version of the charter, where there is none of this number."""
    if not CharterVersion.objects.filter(number=number).exists():
        freeze_older_charter(home, name, at)


def _ensure_charter_pages(home: HomePage) -> None:
    """What editors change and visitors read: the text of the version in force, and its translation."""
    if not CharterPage.objects.exists():
        build_charter(home, "charter-2")
        build_charter(home.get_translations().get(locale__language_code="en"), "charter-2")


def _ensure_network(home: HomePage) -> None:
    network = NetworkSettings.for_site(home.get_site())
    network.name = network.name or load("fr", "network")["name"]
    network.departments = network.departments or "79"
    network.contact_email = network.contact_email or "contact@example.org"
    network.conduct_page = network.conduct_page or _page_called(home, "code-de-conduite")
    network.save()


def _page_called(home: HomePage, slug: str) -> Page | None:
    return Page.objects.descendant_of(home).filter(slug=slug).first()
