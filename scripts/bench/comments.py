"""What people say and are told, at scale: 5,000 comments under one organisation, 2,000 notifications of one person.

`python -m bench.comments`. Prints p50 and p95 of the pages on which they are read, how many queries each asks, and how
many it asked in the demo as it is built; a fifth of the comments are answers of one thread.
"""

import json
import tempfile
from pathlib import Path

from bench.actors import _inside, print_table
from bench.process import _page, conclude
from bench.servers import build, environment

COMMENTS, ANSWERS, NOTIFICATIONS = 4000, 1000, 2000
TIMES = 100


def main() -> None:
    """Build a site of its own, then measure."""
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        report(Path(name))


def report(folder: Path) -> None:
    """Fill a site that is built, measure, print."""
    env = environment(folder, PAGE_CACHE_SECONDS="0", PYTHONPATH="scripts", TWO_FACTOR_REQUIRED="false")
    found = json.loads(_inside(env, "from bench.comments import measure; print(measure())").splitlines()[-1])
    print_table(found)
    conclude(found)
    print(json.dumps({"comments": found}))


def measure() -> str:
    """Everything, inside the site, as JSON: first among a few, then among many."""
    from core.settling import settle  # noqa: PLC0415 (Django's tables must be there)

    settle()  # as the server does
    few = {row["page"]: row["queries"] for row in _measured(_fill(60, 60, 60), times=2)}
    found = _measured(_fill(COMMENTS, ANSWERS, NOTIFICATIONS), times=TIMES)
    return json.dumps([row | {"queries_small": few[row["page"]]} for row in found])


def _measured(first, *, times: int) -> list[dict]:
    from accounts.models import User  # noqa: PLC0415

    organisation = first.discussion.content_object
    author, member, seat = (User.objects.get(email=f"{name}@example.org").pk for name in ("structure", "membre", "ngo"))
    alone, page = f"/comments/actor/{organisation.uid}/", organisation.get_absolute_url()
    pages = [
        ("comments: page of the organisation, member", member, page),
        ("comments: the same, visitor", None, page),
        ("comments: a page far down, newest first", member, f"{alone}?page=200"),
        ("comments: a page far down, most useful first", member, f"{alone}?order=useful&page=200"),
        ("comments: last page of the longest thread", member, f"/comments/{first.uid}/thread/?page=20"),
        ("my comments, of who wrote them all", author, "/my/comments/"),
        ("notifications: the list", member, "/my/notifications/"),
        ("notifications: a page far down", member, "/my/notifications/?page=60"),
        ("notifications: of a seat", seat, "/my/notifications/"),
        ("notifications: the bell on the home page", seat, "/"),
        ("my space", seat, "/account/"),
    ]
    return [_page(*page, times=times) for page in pages]


def _fill(firsts: int, answers: int, told: int):
    """One member says everything: followers would be written to five thousand times. The first comment of a thread."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from community.models import Actor  # noqa: PLC0415
    from community.workflow import comments  # noqa: PLC0415

    organisation, now = Actor.objects.published().order_by("pk").last(), timezone.now()
    author = User.objects.get(email="structure@example.org")

    def say(text, first=None):
        return comments.post(obj=organisation, actor=author, text=text, now=now, answers=first)

    with transaction.atomic():
        said = [say(f"Un **mot**, le {n}e.\n\n- un point\n- un autre") for n in range(firsts)]
        for n in range(answers):
            say(f"Réponse {n}", said[0])
        for name in ("membre", "ngo"):
            _tell(User.objects.get(email=f"{name}@example.org"), told)
    return said[0]


def _tell(person, times: int) -> None:
    """Lines about every file and organisation in turn, every other one unread."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from certification.models import Application  # noqa: PLC0415
    from community.models import Actor, Notification  # noqa: PLC0415

    about = [f"application:{uid}" for uid in Application.objects.values_list("uid", flat=True)]
    about += [f"actor:{uid}" for uid in Actor.objects.values_list("uid", flat=True)]
    now = timezone.now()
    Notification.objects.bulk_create(
        Notification(
            person=person, kind="certification.message_posted", about=about[n % len(about)], url="/",
            subject=f"Quelque chose a été dit, {n}", text="Les mots sont sur le site.", button="Lire", channel="site",
            at=now - timedelta(minutes=n), read_at=now if n % 2 else None,
        )
        for n in range(times)
    )  # fmt: skip


if __name__ == "__main__":
    main()
