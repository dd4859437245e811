"""The charter page, filled from one shipped file."""

from datetime import datetime

from django.db import transaction

from certification.workflow.charters import publish_charter
from pages.models import CharterPage, HomePage
from pages.seed.content import load
from pages.seed.tree import add_under, publish_under

SLUG = "charte"


@transaction.atomic
def build_charter(home: HomePage, name: str) -> CharterPage:
    """The charter page with the content of one shipped file, published."""
    content = load(home.locale.language_code, name)
    found = CharterPage.objects.child_of(home).first()
    page = _fill(found or _blank(home), content)
    if not found:
        return publish_under(home, page)
    page.save_revision().publish()
    return page


@transaction.atomic
def draft_charter(home: HomePage) -> CharterPage:
    """A draft for editors to make their own; whatever charter page exists is left as it is."""
    found = CharterPage.objects.child_of(home).first()
    return found or add_under(home, _fill(_blank(home), load("fr", "charter-1")))


def freeze_older_charter(home: HomePage, name: str, published_at: datetime) -> None:
    """A version of the past, as if the content of one shipped file had been published then."""
    page = _fill(_blank(home), load("fr", name))
    publish_charter(content=page.as_charter(), ruleset=page.ruleset(), actor=None, now=published_at)


def _blank(home: HomePage) -> CharterPage:
    page = CharterPage(slug=SLUG, locale=home.locale, required_colleges=["consumers", "industry"])
    original = CharterPage.objects.exclude(locale=home.locale).first()
    if original:
        page.translation_key = original.translation_key
    return page


def _fill(page: CharterPage, content: dict) -> CharterPage:
    for field in ("title", "intro", "preamble"):
        setattr(page, field, content[field])
    page.articles = [("article", _article(article)) for article in content["articles"]]
    return page


def _article(article: dict) -> dict:
    return article | {"commitments": [_commitment(commitment) for commitment in article["commitments"]]}


def _commitment(commitment: dict) -> dict:
    levels = commitment.get("levels") or [""] * 4
    return commitment | {"levels": {f"level_{n}": text for n, text in enumerate(levels)}}
