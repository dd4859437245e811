"""What tells the page cache that its pages are old."""

from django.db import models


class Generation(models.Model):
    """One row: a random number, replaced at each change of what the public sees (see `core.page_cache`)."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)
