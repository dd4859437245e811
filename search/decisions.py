"""Decisions as documents: their number, whom they are about, what was decided and why."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from certification.models import Decision
from search.documents import Document
from search.rules.ranking import weight

CHUNK = 500
LANGUAGES = {"language": ("fr", "en")}  # read in both
NOT_YOURS = 0.6  # whoever looks for an organisation finds it before what was decided about it


def documents(keys: list[str] | None) -> Iterator[Document]:
    """Those of these files; all of them for None."""
    found = Decision.objects.all()
    return _documents(found if keys is None else found.filter(application__in=keys))


def by_key(keys: list[str]) -> Iterator[Document]:
    """Those of these primary keys of decisions."""
    return _documents(Decision.objects.filter(pk__in=keys))


def _documents(found: QuerySet[Decision]) -> Iterator[Document]:
    for decision in found.select_related("application__actor").order_by("pk").iterator(chunk_size=CHUNK):
        yield _document(decision)


def _document(decision: Decision) -> Document:
    name, day = decision.application.actor.public_name, timezone.localdate(decision.decided_at)
    texts = {
        "title": f"{decision.number}, {name}", "keywords": decision.get_outcome_display(),
        "summary": f"{decision.get_outcome_display()}, {day:%d/%m/%Y}", "body": decision.reasons,
    }  # fmt: skip
    url = reverse("certification:record", args=[decision.number])
    return Document(
        "decision", str(decision.pk), texts, url, LANGUAGES, confirmed=day, weight=weight("", day, day) * NOT_YOURS
    )
