"""Whether what changed is found yet: since when changes wait to be indexed, and what operators are told."""

import time
import uuid
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import changes
from core.models import Change
from core.parts import WELL, Condition, Part, register
from search import sources
from search.engine import engine
from search.engines import MissingIndexError

LATE_AFTER = timedelta(minutes=1)
REBUILD = "search.rebuild"  # a change that asks for everything


def declare() -> None:
    """Tell operators and machines of the search; have the worker rebuild it when they ask."""
    register("search", Part(gettext_lazy("Search"), condition, ask_for_all, gettext_lazy("Index everything anew")))
    changes.register(REBUILD, lambda _keys: engine().rebuild(sources.every()))


def waiting() -> tuple[int, datetime | None]:
    """How many changes are not indexed yet, and since when the oldest of them waits."""
    found = Change.objects.filter(object_kind__in=sources.models()).aggregate(n=Count("pk"), since=Min("noted_at"))
    return found["n"], found["since"]


def is_late() -> bool:
    """Whether a change has been waiting for more than a minute; looked at every few seconds in each process."""
    kept = settings.SEARCH_LAG_KEPT
    return _is_late(time.monotonic() // kept) if kept else _is_late.__wrapped__(0)


@lru_cache(maxsize=1)
def _is_late(_moment: float) -> bool:
    before = timezone.now() - LATE_AFTER
    return Change.objects.filter(object_kind__in=sources.models(), noted_at__lt=before).exists()


def ask_for_all() -> None:
    """Have the worker index everything anew; asked twice, it does so once."""
    now = timezone.now()
    asked = Change(object_kind=REBUILD, object_key="all", token=uuid.uuid4(), noted_at=now, next_try=now)
    Change.objects.bulk_create([asked], ignore_conflicts=True)


def condition() -> Condition:
    """Whether there is an index, how large and how old it is, and what waits."""
    count, since = waiting()
    try:
        documents, made_at = engine().state()
    except MissingIndexError:
        return Condition("missing", [_("There is no index, or it does not open. The worker makes it anew.")])
    size = ngettext("%(n)s document", "%(n)s documents", documents) % {
        "n": number_format(documents, force_grouping=True)
    }
    made = _("Last made anew: %(date)s") % {"date": date_format(timezone.localtime(made_at), "DATETIME_FORMAT")}
    late = since is not None and timezone.now() - since > LATE_AFTER
    return Condition("late" if late else WELL, [f"{size}.", made, _waits(count, since)])


def _waits(count: int, since: datetime | None) -> str:
    if since is None:
        return _("Every change is found.")
    said = ngettext(
        "%(n)s change is not found yet, since %(date)s",
        "%(n)s changes are not found yet, the oldest since %(date)s",
        count,
    )
    return said % {"n": count, "date": date_format(timezone.localtime(since), "DATETIME_FORMAT")}
