"""The map of a search as scripts draw it: groups, and whoever stands alone with the sign of its certificate."""

from collections.abc import Iterable

from community.models import Actor
from core.templatetags.ui import hexagon
from search.documents import RECOGNISED
from search.results import Cluster

SIZE = 30  # pixels of a sign
COLUMNS = ("pk", "slug", "name", "trade_name", "family", "city", "positions", "certificate_state", "state")


def drawn(clusters: Iterable[Cluster]) -> dict:
    """{points, signs}: groups and actors, and each sign once, however many have it.

    Whoever has closed since the index was written is left out.
    """
    clusters = list(clusters)
    keys = [int(one.key) for one in clusters if one.key]
    actors = Actor.objects.only(*COLUMNS).published_among(keys)
    signs: dict[str, str] = {}
    points = [_group(one) for one in clusters if not one.key]
    points += [_alone(actors[int(one.key)], one, signs) for one in clusters if one.key and int(one.key) in actors]
    return {"points": points, "signs": {name: svg for svg, name in signs.items()}}


def _group(cluster: Cluster) -> dict:
    return {
        "lat": cluster.latitude, "lng": cluster.longitude, "count": cluster.count, "recognised": cluster.recognised,
    }  # fmt: skip


def _alone(actor: Actor, cluster: Cluster, signs: dict[str, str]) -> dict:
    sign = signs.setdefault(str(hexagon(actor.positions, SIZE, decorative=True)), f"s{len(signs)}")
    return _group(cluster) | {
        "recognised": int(actor.certificate_state == RECOGNISED), "name": actor.public_name,
        "url": actor.get_absolute_url(), "about": " · ".join(filter(None, [actor.get_family_display(), actor.city])),
        "state": str(actor.get_certificate_state_display()), "sign": sign,
    }  # fmt: skip
