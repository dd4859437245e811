"""The counter behind the page cache."""

from django.db import models


class Generation(models.Model):
    """One row: how many times what the public sees has changed (see `core.page_cache`)."""

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)
