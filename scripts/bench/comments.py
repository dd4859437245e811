"""Comments at scale: 5,000 under one organisation. `python -m bench.comments`.

Prints p50 and p95 of the pages on which they are read, and how many queries each asks; a fifth of them are answers of
one thread.
"""

import json
import tempfile
from pathlib import Path

from bench.actors import _inside, print_table
from bench.process import _page
from bench.servers import build, environment

COMMENTS, ANSWERS = 4000, 1000


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
    print(json.dumps({"comments": found}))


def measure() -> str:
    """Everything, inside the site, as JSON."""
    organisation, member, first = _fill()
    alone = f"/comments/actor/{organisation.uid}/"
    pages = [
        ("5,000 comments: page of the actor, member", member, organisation.get_absolute_url()),
        ("the same, visitor", None, organisation.get_absolute_url()),
        ("their last page, newest first", member, f"{alone}?page=200"),
        ("their last page, most useful first", member, f"{alone}?order=useful&page=200"),
        ("1,000 answers: last page of the thread", member, f"/comments/{first.uid}/thread/?page=20"),
    ]
    return json.dumps([_page(*page) for page in pages])


def _fill() -> tuple:
    """One organisation, one member who says everything: followers would be written to five thousand times."""
    from django.db import transaction  # noqa: PLC0415 (Django's tables must be there)
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from community.models import Actor  # noqa: PLC0415
    from community.workflow import comments  # noqa: PLC0415

    organisation, now = Actor.objects.published().order_by("pk").last(), timezone.now()
    author, member = (User.objects.get(email=email) for email in ("structure@example.org", "membre@example.org"))

    def say(text, answers=None):
        return comments.post(obj=organisation, actor=author, text=text, now=now, answers=answers)

    with transaction.atomic():
        firsts = [say(f"Un **mot**, le {n}e.\n\n- un point\n- un autre") for n in range(COMMENTS)]
        for n in range(ANSWERS):
            say(f"Réponse {n}", firsts[0])
    return organisation, member, firsts[0]


if __name__ == "__main__":
    main()
