"""Tables of the foundation."""

from django.db import models


class Generation(models.Model):
    """One row: how many times what the public sees has changed (see `core.page_cache`)."""

    value = models.PositiveBigIntegerField(default=0)
