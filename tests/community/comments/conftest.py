"""What tests of comments share: an actor, and people who talk about it."""

import pytest
from django.utils import timezone

from community.models import CommunitySettings
from tests.factories.accounts import make_user
from tests.factories.comments import say
from tests.factories.community import make_actor


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def garage(db):
    return make_actor(name="Garage du Cric", slug="garage-du-cric")


@pytest.fixture
def lea(db):
    return make_user("lea@example.org", display_name="Léa du Puits")


@pytest.fixture
def noe(db):
    return make_user("noe@example.org", display_name="Noé")


@pytest.fixture
def said(garage, lea):
    return say(garage, lea, "On m’a appris à changer un pneu.")


@pytest.fixture
def rules(db):
    """What this network has decided, as something one changes."""
    return CommunitySettings.load()
