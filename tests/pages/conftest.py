"""The demo's pages."""

import pytest

from pages.models import ArticleIndexPage, CharterPage, HomePage, SectorPage


@pytest.fixture
def home(db):
    return HomePage.objects.get(locale__language_code="fr")


@pytest.fixture
def charter(db):
    return CharterPage.objects.get(locale__language_code="fr")


@pytest.fixture
def sector_page(db):
    return SectorPage.objects.get(slug="alimentation", locale__language_code="fr")


@pytest.fixture
def article_index(db):
    return ArticleIndexPage.objects.get(locale__language_code="fr")
