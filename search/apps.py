"""Application: search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Actors and decisions are found; an index that is missing or broken is made anew."""
        from core import own_space
        from core.privacy import register as hold
        from search import actors, alerts, decisions, lag, privacy, upkeep, ways  # noqa: F401 (models come first)
        from search.sources import Source, register

        register(Source("actor", "community.actor", actors.documents))
        files = "certification.application"
        register(Source("decision", files, decisions.documents, is_forgotten=False, by_key=decisions.by_key))
        hold("searches", export=privacy.export, erase=privacy.erase)
        own_space.register_panel(ways.my_searches, 6)
        lag.declare()
