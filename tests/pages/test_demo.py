"""Two lives of the demo are the same, whenever they are lived."""

import hashlib
import json

import pytest
from django.db import transaction
from django.utils import timezone

from certification.models import CharterVersion, Decision, Message, PublicOpinion, Seat
from pages.models import HomePage
from pages.seed.process import STORIES, life
from tests.factories.journal import no_triggers

pytestmark = pytest.mark.django_db
FEW = tuple(story for story in STORIES if story.who in {"bricole", "copeaux"})


def _forget_the_charter_in_force():
    """The tests' database has it already; a life begins under the first one."""
    with no_triggers():
        versions = CharterVersion.objects.filter(number=2)
        versions._raw_delete(versions.db)


def _part():
    """Live a few stories, and take everything back."""
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(life, "STORIES", FEW)
        life.ensure_process(HomePage.objects.get(locale__language_code="fr"), timezone.now())
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def fingerprint():
    """All that was said and decided, and when."""
    said = [
        Decision.objects.order_by("number").values_list("number", "outcome", "reasons", "decided_at"),
        Message.objects.order_by("at", "text").values_list("text", "at", "author__email"),
        Seat.objects.order_by("round__opened_at", "ref").values_list(
            "ref", "person__email", "positions__value", "positions__taken_at", "grid__marks"
        ),
        PublicOpinion.objects.order_by("given_at").values_list("text", "person__email", "given_at"),
    ]
    return hashlib.sha256(json.dumps([list(rows) for rows in said], default=str).encode()).hexdigest()


def test_two_lives_are_the_same():
    _forget_the_charter_in_force()
    first = _part()
    assert first == _part()
    assert first != fingerprint()
