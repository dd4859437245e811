"""Whoever may do everything in the editors' site finds nothing there of a deliberation, and no way to change one."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from certification.models import Decision, Position, Seat
from certification.permissions import can
from tests.certification.matrix.crawl import said
from tests.factories.world import END, TALKED, decide, make_spoken_world

pytestmark = pytest.mark.django_db
build_world = make_spoken_world
SKIPPED = re.compile("logout|failwhale")
EDITED = {"College"}  # their texts
DELIBERATES = {
    "application": ("sign", "submit", "edit", "give_opinion", "reopen", "appeal"),
    "round": ("write_grid", "submit_grid", "take_position", "give_up"),
    "objection": ("amend", "lift", "withdraw"),
    "visit": ("write_report", "sign_report", "reply"),
    "certificate": ("support_suspension", "renounce", "expire", "renew"),
    "appeal": ("vote",),
}


@pytest.fixture
def world(built_world):
    return built_world


def test_no_model_of_the_process_is_edited_by_hand():
    viewsets.populate()
    models = [getattr(one, "model", None) for one in viewsets.viewsets] + list(get_snippet_models())
    ours = {one.__name__ for one in models if getattr(one, "__module__", "").startswith("certification.")}
    assert ours == EDITED
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert len(list(apps.get_app_config("certification").get_models())) > 20


def test_a_superuser_neither_votes_nor_speaks_for_anybody(world):
    decide(world)
    root = world.who["superuser"]
    for kind, actions in DELIBERATES.items():
        for action in actions:
            obj = getattr(world, kind)
            for state in {choice for choice, _label in type(obj)._meta.get_field("state").choices}:
                obj.state = state
                if (kind, action) != ("application", "give_opinion"):  # as any member
                    assert not can(root, action, obj, now=TALKED), (kind, action, state)


def test_a_superuser_who_presses_every_button_of_a_seat_changes_nothing(world, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: TALKED)
    client = Client()
    client.force_login(world.who["superuser"])
    before = list(Position.objects.values_list("pk", "value", "is_current"))
    for last, data in (("position/", {"value": "consent"}), ("opinion/", {"GOV1-mark": "kept", "version": 0})):
        assert client.post(f"/deliberate/{world.application.uid}/{last}", data).status_code in {403, 404}
    assert list(Position.objects.values_list("pk", "value", "is_current")) == before
    assert not Seat.objects.filter(person=world.who["superuser"]).exists()
    decide(world)
    monkeypatch.setattr("django.utils.timezone.now", lambda: END)
    answer = client.post(f"/register/{world.decision.number}/", {"outcome": "refused"})
    assert answer.status_code == 405
    assert Decision.objects.get().outcome == "granted_with_conditions"


def admin_addresses():
    """Every page of the editors' site that asks for nothing."""
    resolver = get_resolver()
    spaces = [("", resolver), *((f"{name}:", inner) for name, (_path, inner) in resolver.namespace_dict.items())]
    for space, inner in spaces:
        for name in inner.reverse_dict:
            try:
                address = reverse(f"{space}{name}") if isinstance(name, str) else ""
            except NoReverseMatch:
                continue
            if address.startswith("/admin/") and not SKIPPED.search(address):
                yield address


@pytest.mark.parametrize("name", ["superuser", "editor"])
def test_the_editors_site_tells_nothing_of_a_deliberation(world, name, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: TALKED)
    client = Client()
    client.force_login(world.who[name])
    seen = {address: client.get(address) for address in set(admin_addresses())}
    assert len(seen) > 30
    assert [address for address, answer in seen.items() if "SECRET" in said(answer)] == []
