"""What a server does once, before its first visitor."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load what is loaded late, and keep it out of the collector's way.

    All of Django and Wagtail lives as long as the process: a full collection that walks through it again and again
    holds a visitor up for a tenth of a second, and finds nothing.
    """
    get_resolver().url_patterns  # noqa: B018 (loads the views)
    gc.collect()
    gc.freeze()
