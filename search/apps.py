"""Application: search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Actors and decisions are found; an index that is missing or broken is made anew."""
        from search import actors, decisions, lag, upkeep  # noqa: F401 (models come first)
        from search.sources import Source, register

        register(Source("actor", "community.actor", actors.documents))
        register(Source("decision", "certification.application", decisions.documents, is_forgotten=False))
        lag.declare()
