"""Application: search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Actors are found."""
        from search import actors, sources

        sources.register(sources.Source("actor", "community.actor", actors.documents))
