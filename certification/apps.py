"""Application: the process of recognition."""

from django.apps import AppConfig
from django.core.checks import register as add_check
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """See `docs/architecture.md`."""

    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        """Let a new version of the charter reach the next visitor, and tell the community its commitments."""
        from certification import (
            awaited,
            checks,
            commented,
            following,
            happened,
            meetings,
            message_queue,
            missions,
            parts,
            privacy,
            upkeep,
            ways,
        )
        from certification.models import (
            Appeal,
            Certificate,
            CharterVersion,
            College,
            Condition,
            Decision,
            Erratum,
            Mandate,
            Objection,
        )
        from certification.queries import commitments_in_force
        from certification.workflow import changes
        from community import (
            calendar,
            charter,
            closed,
            discussions,
            happening,
            manage_panels,
            member_pages,
            panels,
            watchers,
        )
        from community import following as follows
        from community.queries import notices, queue
        from core import own_space, page_cache
        from core.privacy import register

        page_cache.watch(CharterVersion, Decision, Erratum, Certificate, Condition, Appeal, Objection)
        page_cache.watch(College, Mandate)
        charter.register(commitments_in_force)
        panels.register(ways.panel)
        discussions.register(commented.OPINIONS)
        follows.register(following.FILES)
        for source in happened.SOURCES:
            happening.register(source)
        calendar.register(meetings.FILES)
        calendar.register(meetings.COLLEGES)
        calendar.register_source(meetings.visits_of)
        manage_panels.register(ways.recognition)
        watchers.register(watchers.Watcher(changes.warn, changes.tell))
        member_pages.register(ways.shown_of)
        queue.register("message", message_queue.MESSAGES)
        closed.register("application", parts.still_seen)
        notices.hide(ways.hidden_from)
        notices.concern(ways.topics_of)
        own_space.register(ways.for_applicants)
        own_space.register(ways.for_seats)
        own_space.register(ways.for_facilitators)
        own_space.register_tasks(awaited.of_seats)
        own_space.register_tasks(awaited.of_pairs)
        own_space.register_tasks(awaited.of_applicants)
        own_space.register_panel(awaited.my_files, 2)
        upkeep.register()
        register("certification", export=privacy.export, erase=privacy.erase)
        add_check(checks.check_keys)
        missions.connect()
