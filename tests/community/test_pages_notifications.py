"""The list of notifications, the bell, choices, and the link that ends a kind of mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from community.models import Notification, Preference
from community.notifications import tell
from community.telling import stop_token
from tests.factories.accounts import make_user
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
KIND = "community.person_joined"


@pytest.fixture
def ana():
    return make_user(display_name="Ana")


@pytest.fixture
def signed(client, ana):
    client.force_login(ana)
    return client


def tell_ana(ana, name="Bob", organisation=None):
    tell("person_joined", ana, organisation or make_actor(name=f"Chez {name}"), url_name="mine", person=name)
    return Notification.objects.latest("pk")


def page(client, query=""):
    answer = client.get(reverse("community:notifications") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_sees_what_she_was_told_and_nobody_elses(signed, ana):
    tell_ana(ana)
    tell_ana(make_user("other@example.org"), "Chloé")
    html = page(signed)
    assert "Chez Bob" in html
    assert "Chloé" not in html
    assert "Chloé" not in signed.get("/account/").content.decode()


@pytest.mark.parametrize("name", ["notifications", "notification_settings"])
def test_visitors_sign_in_first(client, name):
    assert client.get(reverse(f"community:{name}")).status_code == 302


def test_the_bell_counts_what_is_not_read(signed, ana):
    first = tell_ana(ana)
    tell_ana(ana, "Chloé")
    assert "2 non lues" in signed.get("/").content.decode()
    assert signed.get(reverse("community:notification", args=[first.uid])).url == "/my/organisations/"
    assert "1 non lue" in signed.get("/").content.decode()
    assert "Chez Bob" not in page(signed, "?unread")
    signed.post(reverse("community:notifications_read"))
    assert "non lue" not in signed.get("/").content.decode()
    assert "Vous avez tout lu" in page(signed, "?unread")


def test_the_notification_of_somebody_else_opens_nothing(signed):
    other = tell_ana(make_user("other@example.org"))
    assert signed.get(reverse("community:notification", args=[other.uid])).status_code == 404
    signed.post(reverse("community:notifications_read"))
    other.refresh_from_db()
    assert other.read_at is None


def test_a_notification_never_leads_to_another_site(signed, ana):
    told = tell_ana(ana)
    Notification.objects.filter(pk=told.pk).update(url="https://elsewhere.example.org/")
    answer = signed.get(reverse("community:notification", args=[told.uid]))
    assert answer.url == reverse("community:notifications")


def test_choices_are_kept_and_only_those_that_one_has(signed, ana):
    make_actor(manager=ana)
    address = reverse("community:notification_settings")
    html = signed.get(address).content.decode()
    assert f'name="{KIND}"' in html
    assert 'name="certification.decided"' not in html  # always comes
    assert "Un dossier vous attend" not in html  # who does not sit
    fields = {one["name"]: one["value"] for one in _selects(html)}
    answer = signed.post(address, fields | {KIND: "weekly", "certification.decided": "site"})
    assert answer.status_code == 302
    assert list(Preference.objects.values_list("person", "kind", "channel")) == [(ana.pk, KIND, "weekly")]
    assert signed.post(address, fields | {KIND: "never"}).status_code == 422


def _selects(html):
    import re  # noqa: PLC0415

    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', html, re.DOTALL):
        yield {"name": name, "value": re.search(r'value="([^"]+)"\s+selected', inner)[1]}


def test_one_press_in_the_mail_program_ends_a_kind_of_mail(ana):
    tell_ana(ana)
    letter = Email.objects.get()
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.headers["List-Unsubscribe"].strip("<>").partition("://")[2].partition("/")[2]
    anybody = Client(enforce_csrf_checks=True)  # a mail program has no cookie and no token
    assert anybody.get(f"/{address}").status_code == 200
    assert not Preference.objects.exists()  # a scanner that follows links ends nothing
    assert anybody.post(f"/{address}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get().channel == "site"
    tell_ana(ana, "Chloé")
    assert Email.objects.count() == 1


@pytest.mark.parametrize("code", ["certification.decided", "community.nothing"])
def test_what_the_process_must_tell_has_no_such_link(client, ana, code):
    answer = client.post(reverse("community:notification_stop", args=[stop_token(ana, code)]))
    assert answer.status_code == 410
    assert not Preference.objects.exists()


def test_the_link_of_a_closed_account_says_so(client, ana):
    token = stop_token(ana, KIND)
    ana.is_active = False
    ana.save()
    assert client.get(reverse("community:notification_stop", args=[token])).status_code == 410


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_constant(signed, ana, count):
    for n in range(count):
        tell_ana(ana, f"Personne {n}")
    page(signed)
    with CaptureQueriesContext(connection) as asked:
        page(signed)
    assert len(asked) == 10


def test_two_thousand_are_on_pages_of_thirty(signed, ana):
    now = timezone.now()
    Notification.objects.bulk_create(
        Notification(person=ana, kind=KIND, subject=f"Sujet {n}", url="/", button="Voir", channel="site",
                     at=now - timedelta(minutes=n))
        for n in range(2000)
    )  # fmt: skip
    html = page(signed)
    assert html.count('class="told ') == 30
    assert "Sujet 29" in html
    assert "99+" in html
    assert "Sujet 1999" in page(signed, "?page=67")
