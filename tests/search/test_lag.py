"""Changes that wait are told: to visitors, to operators, to machines."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from core import changes
from core.models import Change
from search.engine import engine
from tests.factories.accounts import make_user
from tests.factories.community import ActorFactory, hide_all

pytestmark = pytest.mark.django_db
SAID = "The last changes are not yet found"


@pytest.fixture
def operator(client):
    person = make_user("operator@example.net")
    person.user_permissions.add(Permission.objects.get(codename="view_operations"))
    client.force_login(person)
    return client


def note(age, name="Atelier du Guidon"):
    found = ActorFactory(name=name)
    changes.note(found, now=timezone.now() - timedelta(seconds=age))
    return found


def shown(client, path="/en/operations/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("age", "is_said"), [(0, False), (50, False), (70, True)])
def test_visitors_are_told_of_changes_that_wait_for_more_than_a_minute(index, client, age, is_said):
    note(age)
    assert (SAID in shown(client, "/en/search/?q=guidon")) == is_said
    changes.drain()
    assert SAID not in shown(client, "/en/search/?q=guidon")


def test_changes_that_the_search_does_not_follow_are_none_of_its_business(index, client):
    old = timezone.now() - timedelta(hours=1)
    Change.objects.create(object_kind="accounts.user", object_key="1", noted_at=old, next_try=old)
    assert SAID not in shown(client, "/en/search/?q=guidon")


def test_operators_see_how_many_documents_there_are_and_what_waits(index, operator):
    hide_all()
    documents = len(index.ids())
    note(70)
    note(10, "Atelier du Pédalier")
    page = shown(operator)
    assert f"{documents} documents." in page
    assert "2 changes are not found yet, the oldest since" in page
    assert operator.get("/health/ready").json()["search"] == "late"
    changes.drain()
    assert f"{documents + 2} documents." in shown(operator)
    assert "Every change is found." in shown(operator)
    assert operator.get("/health/ready").json()["search"] == "ok"


def test_an_index_that_is_missing_is_told_and_made_anew_by_the_worker_when_operators_ask(operator, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "none"
    Change.objects.all().delete()
    ActorFactory(name="Atelier du Guidon")
    assert "There is no index" in shown(operator)
    assert operator.get("/health/ready").json()["search"] == "missing"
    for _ in range(2):
        assert operator.post("/en/operations/parts/search/mend/").status_code == 302
    assert engine().check() == "missing"  # the request does not wait for it
    changes.drain()
    assert engine().check() == ""
    assert "There is no index" not in shown(operator)


def test_only_operators_may_ask(index, client):
    client.force_login(make_user("member@example.net"))
    assert client.post("/en/operations/parts/search/mend/").status_code == 403
    assert not Change.objects.filter(object_kind="search.rebuild").exists()


def test_a_part_that_is_none_is_not_found(index, operator):
    assert operator.post("/en/operations/parts/nothing/mend/").status_code == 404
