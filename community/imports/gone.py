"""What a directory no longer has: its records are marked, and pages that nobody manages are withdrawn with them."""

from django.db import transaction
from django.db.models import QuerySet

from community.imports.context import Context
from community.imports.rows import batches
from community.models import Actor, CertificateState, RemoteRecord
from community.workflow.sources import withdraw
from core import changes, page_cache

BATCH = 500
FEW = 20  # entries may always go
MOST_SHARE = 0.3  # of a directory goes at once; more, and the file is probably a part of it, or broken


def missing(context: Context, seen: set[str]) -> tuple[list[int], int]:
    """The records of a source that a whole file did not name; and how many there were before."""
    living = RemoteRecord.objects.filter(source=context.run.source, gone_at=None).order_by("pk")
    rows = list(living.values_list("pk", "remote_id", "first_seen_at"))
    absent = [pk for pk, identifier, _since in rows if identifier not in seen]
    return absent, len(absent) + sum(since < context.now for _pk, name, since in rows if name in seen)


def is_too_much(count: int, total: int) -> bool:
    """Whether so many entries can't have gone at once."""
    return count > FEW and count > MOST_SHARE * total


def mark(keys: list[int], context: Context) -> None:
    """Note that these records are gone, and withdraw their pages."""
    for batch in batches(keys, BATCH):
        with transaction.atomic():
            _mark(batch, context)


def _mark(keys: list[int], context: Context) -> None:
    records = RemoteRecord.objects.filter(pk__in=keys)
    records.update(gone_at=context.now)
    actors = _alone(records, context)
    if actors:
        withdraw([actor.pk for actor in actors], context.now)
        changes.note(*actors, now=context.now)
        page_cache.invalidate()


def _alone(records: QuerySet[RemoteRecord], context: Context) -> list[Actor]:
    """The actors of these records that came from this source, that nobody manages, and that no other entry is."""
    listed = (
        Actor.objects.published()
        .unclaimed()
        .filter(pk__in=records.exclude(actor=None).values("actor"), source=context.run.source)
    )
    elsewhere = RemoteRecord.objects.filter(gone_at=None).exclude(actor=None).values("actor")
    held = (CertificateState.ACTIVE, CertificateState.PENDING)
    return list(listed.exclude(pk__in=elsewhere).exclude(certificate_state__in=held).select_for_update(of=("self",)))
