"""What an import has to say: how many of what, and the rows to look at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from community.imports.rows import LONGEST_CONTENT, Row
from community.models import ImportIssue, ImportRun

MOST_ISSUES = 1000  # kept for one import; more are only counted
LONGEST_REASON = ImportIssue._meta.get_field("reason").max_length
WHOLE_FILE = 0  # the number of no row
CREATED, UPDATED, UNCHANGED, LINKED = "created", "updated", "unchanged", "linked"
DUPLICATE, UNREADABLE, CLEANED, GONE, BACK = "duplicate", "unreadable", "cleaned", "gone", "back"
UNLISTED = "unlisted"  # issues that were only counted
COUNTS = (CREATED, UPDATED, UNCHANGED, LINKED, DUPLICATE, UNREADABLE, CLEANED, GONE, BACK)


@dataclass
class Report:
    """Counts and issues, of a batch or of a whole import."""

    counts: Counter = field(default_factory=Counter)
    issues: list[ImportIssue] = field(default_factory=list)

    def count(self, what: str, many: int = 1) -> None:
        """One more."""
        self.counts[what] += many

    def unreadable(self, row: Row, reason: str) -> None:
        """A row was left out."""
        self.count(UNREADABLE)
        self._add(row.number, row.content, reason, is_fatal=True)

    def cleaned(self, row: Row, notes: Iterable[str]) -> None:
        """A row was taken, but not as it was."""
        if said := " ".join(notes):
            self.count(CLEANED)
            self._add(row.number, row.content, said, is_fatal=False)

    def about_file(self, reason: str, *, is_fatal: bool, number: int = WHOLE_FILE) -> None:
        """Something holds for the whole file."""
        self._add(number, "", reason, is_fatal=is_fatal)

    def _add(self, number: int, content: str, reason: str, *, is_fatal: bool) -> None:
        said = reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 1]}…"
        issue = ImportIssue(row=number, content=content[:LONGEST_CONTENT], reason=said, is_fatal=is_fatal)
        self.issues.append(issue)

    def take(self, other: "Report") -> None:
        """Add what a batch had to say; only so many issues are kept."""
        self.counts.update(other.counts)
        room = max(0, MOST_ISSUES - self.counts["issues"])
        self.counts["issues"] += min(room, len(other.issues))
        self.counts[UNLISTED] += max(0, len(other.issues) - room)
        self.issues = other.issues[:room]

    def store(self, run: ImportRun) -> None:
        """Write the issues that were just taken."""
        for issue in self.issues:
            issue.run = run
        ImportIssue.objects.bulk_create(self.issues)
        self.issues = []


def labels() -> dict[str, str]:
    """What each count says to people, in the order in which it is read."""
    return {
        CREATED: _("organisations added"),
        UPDATED: _("organisations updated"),
        UNCHANGED: _("entries that say the same as last time"),
        LINKED: _("organisations recognised by their SIRET"),
        DUPLICATE: _("possible duplicates, which wait for a decision"),
        UNREADABLE: _("rows left out"),
        CLEANED: _("rows taken after cleaning"),
        GONE: _("entries no longer in the directory"),
        BACK: _("organisations back in the directory"),
    }
