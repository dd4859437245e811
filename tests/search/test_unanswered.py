"""Searches that find nothing are counted, by week, sector and territory, and nothing more is kept."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError
from django.utils import timezone

from accounts.roles import FACILITATOR, OPERATOR, ensure_roles
from search import unanswered, upkeep
from search.models import Unanswered
from tests.factories.accounts import make_user
from tests.factories.community import ActorFactory, make_territory

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def search(client, index):
    def ask(said="q=xylophone", **headers):
        answer = client.get(f"/search/?{said}", headers={"User-Agent": BROWSER} | headers)
        assert answer.status_code == 200
        return answer

    return ask


def rows():
    return set(Unanswered.objects.values_list("sector", "territory", "count"))


@pytest.fixture
def melle(db):
    region = make_territory("region", "75", "Nouvelle-Aquitaine")
    departement = make_territory("departement", "79", "Deux-Sèvres", parent=region)
    return make_territory("commune", "79174", "Melle", parent=departement, latitude=46.22, longitude=-0.14)


def test_what_is_not_found_is_counted_by_sector_and_departement(search, melle):
    for _ in range(2):
        search("q=xylophone&near=Melle&sector=mobilite&sector=nothing-of-ours")
    search("q=xylophone&near=Nouvelle-Aquitaine")
    search("q=xylophone&place=commune:79174")
    search("q=xylophone&at=46.22,-0.14")
    assert rows() == {
        ("mobilite", "departement:79", 2), ("", "region:75", 1), ("", "departement:79", 1), ("", "", 1),
    }  # fmt: skip
    today = timezone.localdate()
    assert {one.week for one in Unanswered.objects.all()} == {today - timedelta(days=today.weekday())}


def test_neither_words_nor_persons_are_kept(search, client):
    client.force_login(make_user("member@example.net"))
    search("q=zyzzyva&at=46.22,-0.14")
    kept = [field.name for field in Unanswered._meta.get_fields()]
    assert kept == ["id", "week", "sector", "territory", "count"]
    assert rows() == {("", "", 1)}


def test_what_is_found_is_not_counted(search, index):
    found = ActorFactory(name="Xylophones du Marais")
    from search import sources  # noqa: PLC0415

    index.rebuild(sources.every())
    assert found.name.encode() in search("q=xylophones+du+marais").content.replace(b"<mark>", b"").replace(
        b"</mark>", b""
    )
    assert rows() == set()


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch"},
    ],
)
def test_programs_are_not_counted(search, headers):
    search(**headers)
    assert rows() == set()


@pytest.mark.parametrize("role", [FACILITATOR, OPERATOR])
def test_those_who_run_the_site_are_not_counted(search, client, role, settings):
    settings.TWO_FACTOR_REQUIRED = False
    ensure_roles()
    person = make_user("somebody@example.net")
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    search()
    assert rows() == set()


def test_further_pages_parts_of_the_map_and_plain_answers_are_not_counted(search, settings, tmp_path):
    search("q=xylophone&page=2")
    search("q=xylophone&box=-9,45,-8,46")
    settings.SEARCH_FOLDER = tmp_path / "none"
    search()
    assert rows() == set()


def test_a_count_that_fails_breaks_nothing(search, monkeypatch, caplog):
    def fail(**_where):
        raise DatabaseError

    monkeypatch.setattr(unanswered, "_add", fail)
    assert "xylophone" in search().content.decode()
    assert "was not counted" in caplog.text


def test_old_weeks_are_forgotten():
    for weeks in (1, 103, 105):
        Unanswered.objects.create(week=timezone.localdate() - timedelta(weeks=weeks), count=1)
    upkeep.forget_unanswered(timezone.now())
    assert Unanswered.objects.count() == 2


def test_the_latest_weeks_are_shown_to_those_who_facilitate(client, melle, settings):
    settings.TWO_FACTOR_REQUIRED = False
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for week, count in ((monday, 3), (monday - timedelta(weeks=2), 4), (date(2020, 1, 6), 900)):
        Unanswered.objects.create(week=week, sector="mobilite", territory="departement:79", count=count)
    assert client.get("/en/search/missing/").status_code == 302
    client.force_login(make_user("member@example.net"))
    assert client.get("/en/search/missing/").status_code == 403
    ensure_roles()
    person = make_user("somebody@example.net")
    person.groups.add(Group.objects.get(name=FACILITATOR))
    client.force_login(person)
    page = client.get("/en/search/missing/").content.decode()
    assert "Deux-Sèvres" in page
    assert "<td>7</td>" in page
    assert "900" not in page
