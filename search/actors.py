"""Published actors as documents: what their page says, where they are, what they serve."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Prefetch, QuerySet
from django.utils import timezone, translation

from community.models import Activity, Actor, AddedValue, Family, Sector
from community.models.vocabulary import AreaKind, CooperativeKind, IntegrationKind, Mode, Qualifier, ShelteredKind
from search.documents import Document
from search.places import Places
from search.rules.ranking import weight

CHUNK = 500
LANGUAGES = ("fr", "en")
WORDS = {"family": Family, "cooperative_kind": CooperativeKind, "integration_kind": IntegrationKind,
         "sheltered_kind": ShelteredKind}  # fmt: skip
WHOLE_COUNTRY = "livre et intervient dans toute la France, France entière, national"
COLUMNS = (
    "pk", "name", "trade_name", "acronym", "slug", "summary", "description", "commitment", "city", "postal_code",
    "insee", "latitude", "longitude", "last_confirmed_at", "certificate_state", "is_stale", *WORDS,
)  # fmt: skip


def documents(keys: list[str] | None) -> Iterator[Document]:
    """Those of these primary keys that are published; all of them for None."""
    found = Actor.objects.published().only(*COLUMNS).prefetch_related("sectors__parent", *_parts())
    found = found if keys is None else found.filter(pk__in=keys)
    rows, labels = found.order_by("pk").iterator(chunk_size=CHUNK), _labels()
    while some := list(islice(rows, CHUNK)):
        places = Places(some)
        for actor in some:
            yield _document(actor, places, labels)


def _parts() -> tuple[Prefetch, ...]:
    activities: QuerySet = Activity.objects.select_related("sector").prefetch_related("territories")
    values: QuerySet = AddedValue.objects.select_related("qualifier")
    return Prefetch("activities", activities), Prefetch("added_values", values)


def _labels() -> dict[object, str]:
    """What each code is called, in the languages of the site."""
    found: dict[object, list[str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for choices in (*WORDS.values(), Mode):
                for code, label in choices.choices:
                    found.setdefault((choices, code), []).append(str(label))
    return {key: " ".join(dict.fromkeys(labels)) for key, labels in found.items()}


def _document(actor: Actor, places: Places, labels: dict[object, str]) -> Document:
    activities, values = list(actor.activities.all()), [one.qualifier for one in actor.added_values.all()]
    sectors = {*actor.sectors.all(), *(one.sector for one in activities)}
    confirmed = None if actor.is_stale or not actor.last_confirmed_at else actor.last_confirmed_at.date()
    texts = {
        "title": actor.public_name,
        "keywords": " ".join(_keywords(actor, sectors, activities, values, labels)),
        "where": f"{actor.postal_code} {actor.city} {places.words(actor)}",
        "summary": actor.summary,
        "body": "\n".join([actor.description, actor.commitment, *(one.description for one in activities)]),
    }
    codes = {
        "sector": sorted({code for one in sectors for code in (one.code, one.parent and one.parent.code) if code}),
        "certificate": [actor.certificate_state], "family": [actor.family],
        "mode": sorted({one.mode for one in activities if one.mode}),
        "qualifier": sorted({one.code for one in values}), "place": sorted(places.codes(actor)), "language": LANGUAGES,
    }  # fmt: skip
    point = None if actor.latitude is None else (actor.latitude, actor.longitude)
    importance = weight(actor.certificate_state, confirmed, timezone.localdate())
    return Document("actor", str(actor.pk), texts, actor.get_absolute_url(), codes, point, confirmed, importance)


def _keywords(
    actor: Actor, sectors: Iterable[Sector], activities: list[Activity], values: list[Qualifier], labels: dict
) -> Iterator[str]:
    yield actor.acronym
    yield actor.name
    for sector in sectors:
        yield f"{sector.name} {sector.name_en} {sector.parent.name if sector.parent else ''}"
    for one in values:
        yield f"{one.name} {one.name_en}"
    for name, choices in WORDS.items():
        yield labels.get((choices, getattr(actor, name)), "")
    for mode in {one.mode for one in activities if one.mode}:
        yield labels[Mode, mode]
    if any(one.area_kind == AreaKind.COUNTRY for one in activities):
        yield WHOLE_COUNTRY
