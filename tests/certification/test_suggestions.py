"""Whom the field of a message offers after “@”: who hears the audience, under names that the writer may know."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification import talk
from certification.states import Audience
from community import suggest
from tests.factories.accounts import make_user
from tests.factories.world import TALKED, make_spoken_world

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
NEVER = {"Nom-recused_seat", "Nom-undeclared_seat", "Nom-tied_seat", "Nom-recused_pair", "Nom-interested_facilitator"}


@pytest.fixture
def world(built_world, at):
    at(TALKED)
    return built_world


@pytest.fixture
def asking(client, world):
    def ask(name, audience, typed="nom"):
        client.force_login(world.who[name])
        path = reverse("certification:mentions", args=[world.application.uid])
        return client.get(path, {"q": typed, "audience": audience})

    return ask


def offered(answer):
    return set(re.findall(r'data-call="([^"]+)"', answer.content.decode()))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", ["seat_ngo", "facilitator", "applicant", "colleague", "pair", "superuser"])
def test_the_names_that_the_page_lists_and_no_other(world, asking, monkeypatch, name, audience):
    monkeypatch.setattr(suggest, "MOST", 99)
    user = world.who[name]
    may = audience in talk.talks(world.application, user, TALKED)
    ((_label, names),) = talk.callable_names(world.application, user, [audience])
    found = offered(asking(name, audience))
    assert found == ({one for one in names if one.startswith("Nom-")} if may else set())
    assert not found & NEVER - ({"Nom-tied_seat"} if audience != "seats" else set())
    assert f"Nom-{name}" not in found


def test_seats_stay_unnamed_for_the_applicant(world, asking):
    assert "Nom-seat_labour" in offered(asking("seat_ngo", "seats", "nom-seat_lab"))
    assert offered(asking("applicant", "applicant", "nom-seat")) == set()
    assert offered(asking("applicant", "public", "seat")) == set()
    world.round.seats.filter(person=world.who["seat_labour"]).update(shows_name=True)
    assert offered(asking("applicant", "applicant", "nom-seat")) == {"Nom-seat_labour"}


def test_before_seats_only_those_who_hear_them(asking):
    found = offered(asking("seat_ngo", "seats"))
    assert found
    assert all(name.startswith("Nom-seat_") for name in found)
    assert offered(asking("applicant", "seats")) == offered(asking("facilitator", "seats")) == set()
    assert offered(asking("seat_ngo", "nowhere")) == offered(asking("seat_ngo", "")) == set()


@pytest.mark.parametrize("name", ["member", "co_applicant", "recused_seat", "undeclared_seat", "recused_pair", "panel"])
def test_whoever_does_not_read_the_file_is_offered_nobody(asking, name):
    for audience in Audience:
        answer = asking(name, audience)
        assert answer.status_code == 404
        assert "Nom-seat" not in answer.content.decode()


def test_neither_addresses_nor_who_left(world, asking):
    page = asking("seat_ngo", "seats").content.decode()
    assert "example.org" not in page
    assert offered(asking("seat_ngo", "seats", "example")) == set()
    gone = world.who["seat_labour"]
    gone.is_active = False
    gone.save()
    assert "Nom-seat_labour" not in offered(asking("seat_ngo", "seats", "nom-seat_lab"))


def test_a_name_of_two_calls_neither(world, asking):
    other = world.who["seat_ssro"]
    other.display_name = "nom-Seat_labour"
    other.save()
    assert offered(asking("seat_ngo", "seats", "nom-seat_lab")) == set()


def test_limited_and_as_many_questions_for_many_as_for_one(world, asking, monkeypatch):
    counts = []
    for number in (0, 10):
        for one in range(number):
            make_user(f"more-{one}@example.org", display_name=f"Nom-more_{one}", roles=("facilitator",))
        asking("seat_ngo", "public")
        with CaptureQueriesContext(connection) as asked:
            assert offered(asking("seat_ngo", "public"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    monkeypatch.setattr(suggest, "PER_MINUTE", 0)
    assert asking("seat_ngo", "public").status_code == 429
