"""Back up every uploaded file, the private ones too."""

from dbbackup.management.commands import mediabackup

from core.backup import Files


class Command(mediabackup.Command):
    """As django-dbbackup does it for public files."""

    def _create_tar(self, name: str):
        self.media_storage = Files()
        return super()._create_tar(name)
