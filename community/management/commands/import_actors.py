"""Reads the file of another directory."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community.imports import report
from community.imports.runner import Import, TakenOver, claim
from community.models import ImportFormat, ImportRun, ImportState

SHOWN = 20  # issues; all that were kept are on the facilitators' pages


class Command(BaseCommand):
    """`import_actors FILE --format FORMAT`: the same as from the facilitators' pages, without their limit of size."""

    help = "Imports the organisations of another directory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it takes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=ImportFormat.values)
        parser.add_argument("--dry-run", action="store_true", help="count and report, change nothing")
        parser.add_argument("--source", help="name of the directory, always the same (default: that of the file)")
        parser.add_argument("--licence", default="", help="licence of its data (default: what the file says)")
        parser.add_argument("--partial", action="store_true", help="the file is not the whole directory")
        parser.add_argument("--force-gone", action="store_true", help="withdraw what is missing, however much it is")

    def handle(self, *_args, **options) -> None:
        """Import, telling how far it is.

        Raises:
            CommandError: the file was refused.
        """
        run = _start(options)
        steps = Import(run, options["file"], now=timezone.now(), force_gone=options["force_gone"]).steps()
        try:
            for _step in steps:
                self._show_progress(run)
        except TakenOver as error:
            raise CommandError("This import was silent for too long, and was ended. Begin it once more.") from error
        if run.state == ImportState.REFUSED:
            raise CommandError(run.refusal)
        self._report(run)

    def _show_progress(self, run: ImportRun) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"{100 * run.done // max(run.total, 1)} %", ending="\r")

    def _report(self, run: ImportRun) -> None:
        self.stdout.write("A rehearsal: nothing was changed." if run.is_rehearsal else f"Imported from {run.source}.")
        for name, label in report.labels().items():
            self.stdout.write(f"{run.counts.get(name, 0):>8} {label}")
        for issue in run.issues.all()[:SHOWN]:
            self.stderr.write(f"{issue.row}: {issue.reason}")
        left = run.issues.count() - SHOWN + run.counts.get(report.UNLISTED, 0)
        if left > 0:
            self.stderr.write(f"… and {left} more.")


def _start(options: dict) -> ImportRun:
    """The import, which no worker takes: it has no file that waits."""
    is_transiscope = options["format"] == ImportFormat.TRANSISCOPE
    source = options["source"] or ("Transiscope" if is_transiscope else options["file"].stem)
    run = ImportRun.objects.create(
        source=source[:80],
        format=options["format"],
        licence=options["licence"][:80],
        is_whole=not options["partial"],
        is_rehearsal=options["dry_run"],
        file_name=options["file"].name[:200],
    )
    claim(run)
    return run
