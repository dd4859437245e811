"""What every community begins with: territories, words for what actors add, words that mean the same."""

from community.geography import has_territories, load_territories
from community.models import Qualifier
from search.models import Synonyms


def ensure_qualifiers(entries: list[dict]) -> None:
    """The network's first list of words for what actors add; what exists is left as it is."""
    for position, entry in enumerate(entries):
        Qualifier.objects.get_or_create(code=entry["code"], defaults=entry | {"position": position})


def ensure_synonyms(groups: list[list[str]]) -> None:
    """The first words that mean the same; nothing if there are any."""
    if not Synonyms.objects.exists():
        Synonyms.objects.bulk_create(Synonyms(expressions="\n".join(group)) for group in groups)


def ensure_territories() -> None:
    """Communes, EPCI, départements and regions, once; `manage.py load_territories` refreshes them."""
    if not has_territories():
        load_territories()
