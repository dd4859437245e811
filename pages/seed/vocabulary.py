"""What every community begins with: territories, and a list of words for what actors add."""

from community.geography import has_territories, load_territories
from community.models import Qualifier


def ensure_qualifiers(entries: list[dict]) -> None:
    """The network's first list of words for what actors add; what exists is left as it is."""
    for position, entry in enumerate(entries):
        Qualifier.objects.get_or_create(code=entry["code"], defaults=entry | {"position": position})


def ensure_territories() -> None:
    """Communes, EPCI, départements and regions, once; `manage.py load_territories` refreshes them."""
    if not has_territories():
        load_territories()
