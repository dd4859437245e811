"""The six colleges: what everybody reads, asking to sit, confirming, declining, being named or not."""

import pytest
from django.contrib.auth.models import Group
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.roles import EDITOR
from certification import missions
from certification.models import College, Mandate
from core.colleges import CODES
from tests.factories.accounts import make_user
from tests.factories.certification import make_mandate

pytestmark = pytest.mark.django_db


def path(name, *args):
    return reverse(f"certification:{name}", args=args)


def html(client, name, *args):
    answer = client.get(path(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_college_says_for_whom_it_speaks_in_both_languages():
    assert set(College.objects.values_list("code", flat=True)) == set(CODES)
    for one in College.objects.all():
        assert one.mission == missions.FRENCH[one.code]
        with translation.override("en"):
            assert one.mission == missions.ENGLISH[one.code]


def test_what_editors_wrote_stays():
    College.objects.filter(code="ngo").update(speaks_for="Nos mots")
    missions.ensure_colleges()
    assert College.objects.get(code="ngo").speaks_for == "Nos mots"


def test_colleges_wait_until_every_migration_is_applied():
    College.objects.all().delete()
    last = MigrationRecorder.Migration.objects.filter(app="core").latest("pk")
    MigrationRecorder.Migration.objects.filter(pk=last.pk).delete()
    emit_post_migrate_signal(0, interactive=False, db="default")
    assert not College.objects.exists()
    MigrationRecorder.Migration.objects.create(app=last.app, name=last.name)
    emit_post_migrate_signal(0, interactive=False, db="default")
    assert College.objects.count() == len(CODES)


def test_editors_change_texts_but_never_the_six(client):
    editor = make_user("editor@example.org", roles=[EDITOR])
    assert editor.has_perm("certification.change_college")
    assert not Group.objects.get(name=EDITOR).permissions.filter(
        codename__in=("add_college", "delete_college")
    ).exists()  # fmt: skip
    assert not make_user("other@example.org").has_perm("certification.change_college")


def test_counts_vacancies_and_alternates_in_a_constant_number_of_queries(client):
    make_mandate("ngo")
    with CaptureQueriesContext(connection) as few:
        assert "Vacant" in html(client, "colleges")
    for code in CODES:
        for n in range(5):
            make_mandate(code, f"{code}-more-{n}@example.org", is_alternate=n == 4)
    client.force_login(make_user("reader@example.org"))
    html(client, "colleges")  # what is remembered for this generation
    with CaptureQueriesContext(connection) as many:
        page = html(client, "colleges")
    assert "Vacant" not in page
    assert sum("certification_" in one["sql"] for one in many) == sum("certification_" in one["sql"] for one in few)


def test_only_those_who_agreed_are_named_and_at_once_no_longer(client):
    shown = make_mandate("ngo", person=make_user("a@example.org", display_name="Nommée Exprès"), shows_name=True)
    make_mandate("ngo", person=make_user("b@example.org", display_name="Discrète Toujours"))
    for _again in range(2):  # the second is the page that is kept
        page = html(client, "college", "ngo")
        assert "Nommée Exprès" in page
        assert "Discrète Toujours" not in page
    client.force_login(shown.person)
    assert client.post(path("mandate_act", shown.uid, "show_name")).status_code == 302
    client.logout()
    assert "Nommée Exprès" not in html(client, "college", "ngo")


def test_a_name_is_not_shown_of_a_mandate_that_is_only_asked_for(client, member):
    client.force_login(member)
    client.post(path("college", "ngo"), {"motivation": "Secret de Mehdi", "shows_name": "on"})
    client.logout()
    page = html(client, "college", "ngo")
    assert "Mehdi" not in page
    assert "Secret de Mehdi" not in page


def test_asking_without_a_reason_or_twice(client, member):
    client.force_login(member)
    assert client.post(path("college", "ngo"), {"motivation": ""}).status_code == 422
    for _again in range(2):
        client.post(path("college", "ngo"), {"motivation": "J’y tiens."})
    assert Mandate.objects.filter(person=member).count() == 1


def test_asking_needs_an_account(client):
    client.post(path("college", "ngo"), {"motivation": "J’y tiens."})
    assert not Mandate.objects.exists()
    assert client.get(path("mandates")).status_code == 302


@pytest.fixture
def asked(client, member, people):
    client.force_login(member)
    client.post(path("college", "ngo"), {"motivation": "Secret de Mehdi"})
    client.logout()
    return Mandate.objects.get(person=member)


def test_strangers_and_other_colleges_read_no_request(client, asked, people, manager):
    for person in (asked.person, manager, people["labour"][0]):
        client.force_login(person)
        assert "Secret de Mehdi" not in html(client, "mandates")
        for action in ("confirm", "decline"):
            answer = client.post(path("mandate_act", asked.uid, action), {"text": "Non."})
            assert answer.status_code == 404
    client.force_login(manager)
    for action in ("show_name", "end", "unknown"):
        assert client.post(path("mandate_act", asked.uid, action)).status_code == 404
    asked.refresh_from_db()
    assert (asked.state, asked.shows_name) == ("requested", False)


def test_a_facilitator_confirms_once_and_the_button_goes(client, asked, facilitator):
    client.force_login(facilitator)
    button = path("mandate_act", asked.uid, "confirm")
    assert button in html(client, "mandates")
    assert client.post(button).url == path("mandates")
    assert button not in html(client, "mandates")
    asked.refresh_from_db()
    assert asked.state == "requested"  # the college has not said yes yet


def test_declining_needs_a_reason_and_is_for_facilitators(client, asked, facilitator, people):
    address = path("mandate_act", asked.uid, "decline")
    client.force_login(people["ngo"][0])
    assert client.post(address, {"text": "Non."}).status_code == 404
    client.force_login(facilitator)
    assert client.post(address, {"text": "  "}).status_code == 422
    assert client.post(address, {"text": "n" * 1001}).status_code == 422
    assert client.post(address, {"text": "Un autre collège irait mieux."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "Un autre collège irait mieux.")


def test_one_stops_sitting(client, people):
    person = people["ngo"][0]
    client.force_login(person)
    assert "confirm__summary" in html(client, "college", "ngo")
    client.post(path("mandate_act", person.mandates.get().uid, "end"))
    assert person.mandates.get().state == "ended"
