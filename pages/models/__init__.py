"""What editors make."""

from pages.models.article import ArticleIndexPage, ArticlePage
from pages.models.charter import CharterPage
from pages.models.home import HomePage
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.network import NetworkSettings
from pages.models.sector import SectorIndexPage, SectorPage
from pages.models.standard import StandardPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "CharterPage",
    "HomePage",
    "NetworkSettings",
    "SectorIndexPage",
    "SectorPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
]
