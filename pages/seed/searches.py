"""Searches that people of the demo keep; their alerts begin with the first look, once there is an index."""

from datetime import datetime

from django.http import QueryDict

from pages.seed.accounts import ensure_person
from search.models import SavedSearch
from search.queries.asked import read
from search.queries.elsewhere import identity
from search.workflow import keep


def ensure_searches(entries: list[dict], now: datetime) -> None:
    """Every search; nothing if somebody keeps one already."""
    if SavedSearch.objects.exists():
        return
    for entry in entries:
        query = identity(read(QueryDict(entry["query"])).query)
        keep(
            owner=ensure_person(entry["by"]), query=query, name=entry["name"], how_often=entry["how_often"],
            found=None, now=now,
        )  # fmt: skip
