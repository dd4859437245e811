"""What was told about something that is no longer for its reader: the kind is left, in the list and in the digest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext, override
from post_office.models import Email

from community.models import Actor, Notification, Preference
from community.notifications import tell
from community.workflow import comments
from community.workflow.notices import send_digests
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
KIND, SECRET = "community.attestation_accepted", "Garage du Secret"


@pytest.fixture
def ana():
    found = make_user("ana@example.org", display_name="Ana")
    Preference.objects.create(person=found, kind=KIND, channel="daily")
    return found


def tell_of(ana, garage):
    tell("attestation_accepted", ana, garage, url_name="actor", args=[garage.slug], subject=garage.public_name)
    return Notification.objects.latest("pk")


def archive(garage):
    Actor.objects.filter(pk=garage.pk).update(state="archived", archived_reason="closed", archived_at=timezone.now())


def read(client, ana):
    client.force_login(ana)
    pages = [client.get(address) for address in ("/my/notifications/", "/account/")]
    send_digests(timezone.now() + timedelta(days=2))
    letter = Email.objects.latest("pk")
    return [*(one.content.decode() for one in pages), letter.subject + letter.message, letter.html_message]


def test_what_is_public_keeps_its_name(client, ana):
    told = tell_of(ana, make_actor(name=SECRET))
    for text in read(client, ana):
        assert SECRET in text
    assert client.get(reverse("community:notification", args=[told.uid])).status_code == 302


def test_what_is_no_longer_public_loses_its_name_and_its_link(client, ana):
    garage = make_actor(name=SECRET)
    told = tell_of(ana, garage)
    archive(garage)
    address = reverse("community:notification", args=[told.uid])
    for text in read(client, ana):
        assert "Secret" not in text
        assert garage.slug not in text
        assert address not in text
        assert "confirme que vous travaillez ensemble" in text
    with override("fr"):
        why = escape(gettext("It is about something that is no longer public, or for you."))
    assert why in client.get("/my/notifications/").content.decode()
    assert client.get(address).status_code == 404


def test_who_looks_after_a_page_and_facilitators_still_read_its_name(client, ana):
    garage = make_actor(name=SECRET, manager=ana)
    tell_of(ana, garage)
    fanny = make_user("fanny@example.org", roles=("facilitator",))
    tell_of(fanny, garage)
    archive(garage)
    for person in (ana, fanny):
        client.force_login(person)
        assert SECRET in client.get("/my/notifications/").content.decode()


def test_a_comment_below_what_is_no_longer_public_loses_its_name(client, ana):
    garage = make_actor(name=SECRET)
    comments.follow(obj=garage, actor=ana, is_wanted=True)
    comments.post(obj=garage, actor=make_user("bob@example.org", display_name="Bob"), text="Bien", now=timezone.now())
    client.force_login(ana)
    assert SECRET in client.get("/my/notifications/").content.decode()
    archive(garage)
    html = client.get("/my/notifications/").content.decode()
    assert SECRET not in html
    assert "Bob" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_constant(client, ana, rows):
    for n in range(rows):
        garage = make_actor(name=f"Garage {n}")
        tell_of(ana, garage)
        archive(garage)
    client.force_login(ana)
    client.get("/my/notifications/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/my/notifications/")
    assert len(asked) == 10
