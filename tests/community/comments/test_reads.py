"""As many queries for one comment as for many; deep pages stay fast."""

import time

import pytest
from django.db import connection
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments_xtd.models import XtdComment

from community.comment_pages import Section
from community.models import Comment, Discussion
from community.queries import queue
from community.workflow import comment_moderation, comments
from core import page_cache
from tests.factories.accounts import make_user
from tests.factories.comments import address_of, say

pytestmark = pytest.mark.django_db


def queries(client, path):
    page_cache.forget()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_comments_asks_the_same_for_one_and_for_three(client, garage, lea, noe, number):
    for n in range(number):
        author = make_user(f"author{n}@example.org")
        one = say(garage, author, "Bonjour @Garage du Cric")
        say(garage, lea, "Oui", answers=one)
        comments.react(comment=one, actor=noe, flag="useful", now=timezone.now())
    client.force_login(noe)
    client.get(address_of(garage))
    assert queries(client, address_of(garage)) == 18


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_for_one_report_and_for_three(garage, lea, facilitator, number, now):
    for n in range(number):
        one = say(garage, lea)
        comment_moderation.report(comment=one, actor=make_user(f"r{n}@example.org"), reason="other", text="", now=now)
    with CaptureQueriesContext(connection) as seen:
        found = [task for task in queue.tasks(now, facilitator) if task.kind == "comment"]
    assert len(found) == number
    assert sum("community_comment" in query["sql"] for query in seen) == 1


def test_five_thousand_comments_and_any_page_of_them(garage, lea, noe):
    """The first and the last page, in each order, in tenths of a second on the slowest machine."""
    fill(garage, lea, 5000)
    for order in ("newest", "oldest", "useful"):
        for page in (1, 250):
            request = RequestFactory().get("/")
            request.user = noe
            start = time.perf_counter()
            shown = list(Section.of(request, garage, order=order, page=page).threads)
            assert time.perf_counter() - start < 0.5
            assert len(shown) == 20


def fill(obj, author, number):
    """So many first comments, stored at once: the workflow would take a minute."""
    first = say(obj, author)
    base = XtdComment.objects.get(pk=first.pk)
    start = first.pk + 1
    common = {
        "content_type_id": base.content_type_id, "object_pk": base.object_pk, "site_id": base.site_id,
        "user": author, "comment": "Un **mot**.", "submit_date": timezone.now(),
    }  # fmt: skip
    from django_comments.models import Comment as Base  # noqa: PLC0415

    keys = range(start, start + number - 1)
    Base.objects.bulk_create([Base(pk=pk, **common) for pk in keys])
    insert("django_comments_xtd_xtdcomment", ["comment_ptr_id", "thread_id", "parent_id"], [(k, k, k) for k in keys])
    insert_own(first, keys)
    Discussion.objects.filter(pk=first.discussion_id).update(threads=number, comments=F("comments") + number - 1)


def insert(table, columns, rows):
    names = [*columns, "level", '"order"', "followup", "nested_count"]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            [(*row, 0, 1, False, 0) for row in rows],
        )


def insert_own(first, keys):
    import uuid  # noqa: PLC0415

    columns = ["xtdcomment_ptr_id", "uid", "discussion_id", "state", "likes", "useful", "language"]
    field = Comment._meta.get_field("uid")
    rows = [
        (key, field.get_db_prep_value(uuid.uuid4(), connection), first.discussion_id, "published", 0, key % 7, "fr")
        for key in keys
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Comment._meta.db_table} ({', '.join(columns)}) VALUES (%s, %s, %s, %s, %s, %s, %s)",  # noqa: S608
            rows,
        )


def test_the_pages_of_five_thousand_are_read_by_an_index(garage, lea):
    fill(garage, lea, 300)
    discussion = Discussion.objects.get()
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole")
    for order, name in ((("pk",), "community_comment_order"), (("-useful", "-pk"), "community_comment_useful")):
        rows = Comment.objects.filter(discussion=discussion, root=None).order_by(*order)
        assert name in rows[:20].explain()
