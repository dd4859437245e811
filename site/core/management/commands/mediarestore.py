"""Bring every uploaded file back, the private ones too."""

from dbbackup.management.commands import mediarestore

from core.backup import Files


class Command(mediarestore.Command):
    """As django-dbbackup does it for public files."""

    def _restore_backup(self):
        self.media_storage = Files()
        return super()._restore_backup()
