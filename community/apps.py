"""Application: actors, sectors and those who take part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        """Declare the background work and what we hold of a person; let changes reach the next visitor."""
        from community import (
            closed,
            comment_privacy,
            commented,
            discussions,
            following,
            happened,
            happening,
            privacy,
            still_seen,
            upkeep,
            ways,
        )
        from community.models import Actor, Attestation, CommunitySettings, Meeting, Qualifier, Sector
        from community.queries import notices, own_comments
        from core import own_space, page_cache
        from core.privacy import register

        page_cache.watch(Actor, Attestation, CommunitySettings, Meeting, Qualifier, Sector)
        upkeep.register()
        discussions.register(commented.ACTORS)
        following.register(own_comments.FOLLOWED)
        for source in happened.SOURCES:
            happening.register(source)
        commented.close_the_package()
        notices.concern(notices.of_community)
        closed.register("actor", still_seen.actors)
        closed.register("discussion", still_seen.discussed)
        closed.register("meeting", still_seen.meetings)
        own_space.register(ways.for_facilitators)
        own_space.register_tasks(ways.tasks)
        own_space.register_panel(ways.my_organisations, 1)
        own_space.register_panel(ways.my_dates, 3)
        own_space.register_panel(ways.my_comments, 4)
        own_space.register_panel(ways.my_notifications, 5)
        register("comments", export=comment_privacy.export, erase=comment_privacy.erase)
        register("community", export=privacy.export, erase=privacy.erase)
