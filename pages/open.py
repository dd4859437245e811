"""Pages that everybody may read: published, in no closed section."""

from django.db.models import Q
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from core.memory import remembered


def in_the_open(pages: PageQuerySet) -> PageQuerySet:
    """What Wagtail's `live().public()` says; while a page is read, the closed sections are asked for once."""
    closed = Q(pk__in=())
    for path in _closed():
        closed |= Q(path__startswith=path)
    return pages.live().exclude(closed)


@remembered
def _closed() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
