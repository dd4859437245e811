"""Reads of the process, ready for a page."""

from certification.models import CharterVersion
from certification.rules.charters import commitments


def commitments_in_force() -> list[tuple[str, str]]:
    """(code, title) of each commitment of the charter in force."""
    version = CharterVersion.objects.in_force()
    if version is None:
        return []
    return [(commitment["code"], commitment["title"]) for _article, commitment in commitments(version.charter)]
