"""`manage.py setup_site`: what a new site begins with; may run at every deployment."""

from django.core.management.base import BaseCommand

from pages.seed.charter import draft_charter
from pages.seed.tree import build_site, ensure_menus


class Command(BaseCommand):
    """Make the first pages, legal texts, menus, rights and the editorial workflow, where they are missing."""

    help = "Make the first pages, legal texts, menus, rights and the editorial workflow, where they are missing."

    def handle(self, **_options) -> None:
        """Build what is missing."""
        home = build_site()
        draft_charter(home)
        ensure_menus(home)
        self.stdout.write(f"The site is ready: {home.full_url}")
