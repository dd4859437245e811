"""Sectors, their pages and the news of the demo network."""

from datetime import date, timedelta

from community.models import Sector
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectorIndexPage, SectorPage
from pages.seed.tree import ensure_child


def ensure_sectors(entries: list[dict], parent: Sector | None = None) -> None:
    """The tree of sectors, each branch after its root: as the editors' list shows and drags it."""
    for entry in entries:
        names = {"name": entry["name"], "name_en": entry["name_en"], "parent": parent}
        sector, _ = Sector.objects.get_or_create(code=entry["code"], defaults=names)
        ensure_sectors(entry.get("children", []), sector)


def ensure_sector_pages(home: HomePage, entries: list[dict]) -> None:
    """One page for each sector of the first level."""
    index = SectorIndexPage.objects.child_of(home).get()
    for entry in entries:
        content = dict(entry["page"])
        body, resources = content.pop("body"), content.pop("resources")
        content.pop("related")
        page = SectorPage(
            slug=entry["code"], sector=Sector.objects.get(code=entry["code"]), locale=home.locale, **content
        )
        page.body = [(kind, _body_value(kind, value)) for kind, value in body]
        page.resources = [("link", link | {"label_en": "", "page": None}) for link in resources]
        ensure_child(index, page)
    _relate(entries)


def _relate(entries: list[dict]) -> None:
    for entry in entries:
        page = SectorPage.objects.get(slug=entry["code"], locale__language_code="fr")
        if not page.related.exists():
            page.related = SectorPage.objects.filter(slug__in=entry["page"]["related"])
            page.save_revision().publish()


def _body_value(kind: str, value):
    return {"questions": value} if kind == "accordion" else value


def ensure_articles(home: HomePage, entries: list[dict], today: date) -> None:
    """The news of the demo, dated relative to today."""
    index = ArticleIndexPage.objects.child_of(home).get()
    for entry in entries:
        page = ArticlePage(
            slug=entry["slug"],
            title=entry["title"],
            intro=entry["intro"],
            date=today - timedelta(days=entry["days_ago"]),
            locale=home.locale,
        )
        page.body = [(kind, _body_value(kind, value)) for kind, value in entry["body"]]
        page.sectors = Sector.objects.filter(code__in=entry["sectors"])
        ensure_child(index, page)
