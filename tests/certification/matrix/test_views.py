"""A button is on a page if and only if the table says yes; pressing it without that right does nothing."""

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from certification.models import Answer, FileFollow, Grid, Mandate, UsefulMark, Visit
from certification.permissions import can
from core.models import Event
from tests.certification.matrix.cases import CASES, path
from tests.factories.world import make_spoken_world

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
build_world = make_spoken_world
WHO = (
    "anonymous", "member", "co_applicant", "applicant", "colleague", "tied_seat", "seat_ngo", "seat_labour",
    "seat_ssro", "recused_seat", "undeclared_seat", "pair", "recused_pair", "panel", "undeclared_panel",
    "recused_panel", "facilitator", "bound_facilitator", "interested_facilitator", "superuser", "candidate",
)  # fmt: skip
SEATS = ("seat_ngo", "seat_labour", "seat_ssro")
STEERS = (
    "anonymous", "member", "applicant", "seat_ngo", "recused_seat", "pair", "facilitator", "bound_facilitator",
    "interested_facilitator", "superuser",
)  # fmt: skip
# The table allows more than these pages offer: (address, who).
STEER_ONLY = {"facilitator", "superuser"}
ELSEWHERE = {
    *((address, who) for address in ("answer_objection", "answer_question") for who in (*STEER_ONLY, *SEATS)),
    *(("college", who) for who in (*STEER_ONLY, "bound_facilitator", "interested_facilitator")),
}
REFUSED = {200, 403, 404, 405, 409, 422}  # 200: the page once more, where it has no such form


@pytest.fixture
def world(built_world, settings, tmp_path):
    settings.EVIDENCE_FOLDER = tmp_path
    found = built_world
    found.clients = {name: Client() for name in WHO}
    for name, client in found.clients.items():
        if name != "anonymous":
            client.force_login(found.who[name])
    return found


def addresses(case, world):
    """(of the page, of what is sent)."""
    if case.kind == "mandate":
        page = reverse("certification:college", args=["ngo"]) if case.page == "college" else "/mandates/"
        return page, reverse("certification:mandate_act", args=[world.mandate.uid, *case.more(world)])
    if case.page in {"appeal", "condition", "message_conclude"}:
        page = reverse(f"certification:{case.page}", args=[getattr(world, case.kind).uid])
        return page, page
    return path(case.page, world), path(case.posts or case.page, world, *case.more(world))


def press(client, case, world, url):
    """Send what the button sends, and take it back; (status, where to, whether something was written)."""
    data = case.sends(world) if callable(case.sends) else case.sends
    with transaction.atomic():
        before = traces(world)
        answer = client.post(url, data)
        is_written = traces(world) != before
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", ""), is_written


def traces(world):
    """What changes whatever is done: the journal, or what is typed without an event."""
    return (
        Event.objects.count(),
        Grid.objects.count(),
        Answer.objects.aggregate(Sum("version")),
        (FileFollow.objects.count(), UsefulMark.objects.count()),
        Visit.objects.get(pk=world.visit.pk).version,
        set(world.visit.photos.values_list("pk", flat=True)),
        Mandate.objects.get(pk=world.mandate.pk).shows_name,
    )


def faults(case, world):
    """(who, what happened) wherever the page and the table disagree; and how many could do it."""
    case.stands(world)
    page, url = addresses(case, world)
    done = 0
    for name in STEERS if case.page == "steer" else WHO:
        client = world.clients[name]
        may = bool(can(world.who[name], case.action, getattr(world, case.kind), now=case.at))
        seen = client.get(page)
        has_button = seen.status_code == 200 and (case.marker or f'"{url}"') in seen.content.decode()
        has_page = (case.posts or case.page, name) not in ELSEWHERE and (case.page, name) not in ELSEWHERE
        may_here = may and has_page
        status, where, is_written = press(client, case, world, url)
        is_done = is_written and status == 302
        done += is_done
        is_refused = not is_written and (status in REFUSED or name == "anonymous")
        is_right = is_done if may_here else is_refused or (may and not has_page)
        if has_button != may_here or not is_right:
            yield str(case), name, may, has_button, status, where, is_written
    if not done:
        yield str(case), "nobody"


@pytest.mark.parametrize("page", sorted({case.page for case in CASES}))
def test_the_buttons_of_a_page_and_what_they_do(world, page, monkeypatch):
    wrong = []
    for case in CASES:
        if case.page == page:
            with transaction.atomic():
                monkeypatch.setattr("django.utils.timezone.now", lambda at=case.at: at)
                wrong += faults(case, world)
                transaction.set_rollback(True)
            for kind in ("application", "visit", "round", "objection", "mandate", "message"):
                getattr(world, kind).refresh_from_db()
    assert wrong == []
