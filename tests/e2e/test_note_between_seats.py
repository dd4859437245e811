"""What seats say among themselves: written once, then looked for by everybody else, on every surface."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import barriers
from tests.e2e.conftest import PASSWORD
from tests.e2e.people import declare, enter_a_room, follow, set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e
WORD = "zibeline"  # said nowhere else
AUTHOR, CALLED = "ngo@example.org", "labour@example.org"
STRONG = ("animatrice@example.org", "exploitant@example.org", "admin@example.org")  # with their second factor
EVERYWHERE = (
    "/", "/en/", "/actors/", "/actors.csv", "/actors.geojson", "/colleges/", "/colleges/ngo/", "/colleges/labour/",
    "/register/", "/register/?format=csv", "/register/journal.jsonl", "/search/?q=relisons+comptes", "/sitemap.xml",
    "/activity/", "/activity/feed/", "/activity/feed.json", "/en/activity/feed/", "/actualites/feed/", "/site-map/",
    "/account/", "/my/notifications/", "/my/notifications/?unread", "/my/comments/",
    "/my/organisations/", "/my/calendar/", "/deliberate/", "/mandates/", "/board/", "/facilitation/",
    "/facilitation/?kind=message", "/operations/", "/admin/",
)  # fmt: skip
OF_FILE = (
    "/deliberate/{file}/", "/deliberate/{file}/?audience=seats", "/deliberate/{file}/?order=oldest",
    "/deliberate/{file}/interest/", "/deliberate/{file}/mentions/?audience=seats&q=zib",
    "/deliberate/{file}/mentions/?audience=seats&q=la", "/files/{file}/", "/files/{file}/visit/", "/board/{file}/",
    "/meetings/file/{file}/new/", "/actors/{slug}/", "/actors/{slug}.json", "/comments/actor/{actor}/",
    "/comments/actor/{actor}/write/", "/comments/actor/{actor}/mentions/?q=zib", "/members/{author}/",
    "/my/organisations/{actor}/", "/my/organisations/{actor}/history/", "/facilitation/messages/{message}/",
)  # fmt: skip
OF_MESSAGE = ("", "thread/", "edit/", "useful/", "withdraw/", "report/")


@dataclass
class Note:
    """Where the note was written."""

    file: str
    message: str
    slug: str
    actor: str
    author: str

    def addresses(self) -> list[str]:
        """Every page that might show it."""
        own = [f"/deliberate/{self.file}/messages/{self.message}/{end}" for end in OF_MESSAGE]
        return [*EVERYWHERE, *(one.format(**vars(self)) for one in OF_FILE), *own]


def dashed(key: str) -> str:
    return re.sub(r"(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", key)


def uid_of(site, email: str) -> str:
    return dashed(site.rows("SELECT uid FROM accounts_user WHERE email = ?", email)[0][0])


def token(request, path: str) -> dict:
    """What a form of a page sends with it."""
    return {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', request.get(path).text())[1]}


def own_data(request) -> str:
    """The copy of all that the site holds of somebody, after the password once more."""
    path = "/account/reauthenticate/?next=/account/export/"
    answer = request.get("/account/export/")
    if "reauthenticate" in answer.url:
        answer = request.post(path, form={"password": PASSWORD} | token(request, path))
    assert answer.headers["content-type"] == "application/json"
    return answer.text()


def browses(open_page, email: str | None):
    """Somebody's requests, signed in; a browser is needed for the second factor only."""
    page = open_page("/")
    if email in STRONG:
        sign_in(page, email)
        set_up_second_factor(page)
    elif email:
        sent = {"login": email, "password": PASSWORD} | token(page.request, "/account/login/")
        assert page.request.post("/account/login/", form=sent).url.endswith("/account/")
    return page.request


def found_by(request, note: Note) -> list[str]:
    """The addresses where the note, or that there is one, is found."""
    asked = [(path, {}) for path in note.addresses()]
    asked += [(path, {"HX-Request": "true"}) for path in note.addresses() if note.actor in path]
    return [path for path, headers in asked if tells(request.get(path, headers=headers, max_redirects=0), path, note)]


def tells(answer, path: str, note: Note) -> bool:
    """Whether an answer has the word, or names the message, or leads to where it stands."""
    said, leads = answer.text(), answer.headers.get("location", "")
    is_led = note.message in path and leads and "/login/" not in leads
    return bool(WORD in said.lower() or (note.message in said and note.message not in path) or is_led)


def last_message(site) -> tuple:
    return site.rows(
        "SELECT m.uid, p.slug, p.uid, a.uid FROM certification_message m JOIN certification_application a ON"
        " a.id = m.application_id JOIN community_actor p ON p.id = a.actor_id ORDER BY m.id DESC LIMIT 1"
    )[0]


def undeclared_seat(site, note: Note) -> str:
    """A seat of the last round that has not said yet whether anything binds them."""
    return site.rows(
        "SELECT u.email FROM certification_seat s JOIN accounts_user u ON u.id = s.person_id"
        " JOIN certification_round r ON r.id = s.round_id JOIN certification_application a ON a.id = r.application_id"
        " WHERE a.uid = ? AND s.college <> 'ngo' AND s.recused_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
        " certification_interest i WHERE i.person_id = u.id AND i.application_id = a.id) ORDER BY s.id DESC",
        note.file.replace("-", ""),
    )[0][0]


def applicant(site, note: Note) -> str:
    return site.rows(
        "SELECT u.email FROM community_actoruserobjectpermission g JOIN accounts_user u ON u.id = g.user_id"
        " JOIN community_actor p ON p.id = g.content_object_id WHERE p.slug = ?",
        note.slug,
    )[0][0]


@pytest.fixture(scope="module")
def note(browser, site):
    """A seat writes to the seats, and calls one of them who follows; a mail of each kind may leave."""
    page = browser.new_page(base_url=site.url, locale="fr-FR")
    sign_in(page, AUTHOR)
    room = enter_a_room(page)
    (name,) = site.rows("SELECT display_name FROM accounts_user WHERE email = ?", CALLED)[0]
    page.locator("form.card[action$='/say/'] textarea[name=text]").fill(f"Entre nous, {WORD} : relisons. @{name}")
    page.locator("input[name=audience][value=seats]").check()
    follow(page, page.locator("form.card[action$='/say/'] .form__actions button"))
    expect(page.locator("main")).to_contain_text(WORD)
    assert barriers(page) == []
    message, slug, actor, file = last_message(site)
    assert dashed(file) in room
    page.close()
    return Note(dashed(file), dashed(message), slug, dashed(actor), uid_of(site, AUTHOR))


def test_another_seat_finds_it_and_its_author_in_their_data(open_page, site, note):
    """What follows can fail: those who may read it find it in the same way."""
    page = open_page("/")
    sign_in(page, CALLED)
    page.goto(f"/deliberate/{note.file}/")
    if page.locator("input[name=has_interest]").count():
        declare(page, "no")
    found = found_by(page.request, note)
    assert f"/deliberate/{note.file}/" in found
    assert f"/deliberate/{note.file}/messages/{note.message}/thread/" in found
    assert WORD in own_data(browses(open_page, AUTHOR))
    assert WORD not in own_data(page.request)


@pytest.mark.parametrize("who", [None, "membre@example.org", "ssro5@example.org", *STRONG])
def test_nobody_else_finds_it(open_page, note, who):
    """A visitor, a member, an alternate of another college, the facilitator, the operator, who may do everything."""
    request = browses(open_page, who)
    assert found_by(request, note) == []
    if who:
        calendar = own_calendar(request)
        assert calendar.startswith("BEGIN:VCALENDAR")
        assert WORD not in calendar + own_data(request)


def own_calendar(request) -> str:
    """What a calendar reads at one's secret address."""
    page = request.post("/my/calendar/address/", form={"do": "make"} | token(request, "/my/calendar/")).text()
    return request.get(re.search(r'value="https?://[^"/]+(/calendar/[^"]+\.ics)"', page)[1]).text()


def test_the_applicant_does_not_find_it(open_page, site, note):
    request = browses(open_page, applicant(site, note))
    assert request.get(f"/files/{note.file}/").ok
    assert found_by(request, note) == []
    assert WORD not in own_data(request)


def test_a_seat_does_not_before_it_declares_and_never_once_it_is_recused(open_page, site, note):
    email = undeclared_seat(site, note)
    assert found_by(browses(open_page, email), note) == []
    page = open_page("/")
    sign_in(page, email)
    page.goto(f"/deliberate/{note.file}/")
    declare(page, "yes")
    assert found_by(page.request, note) == []


def test_no_mail_digest_nor_notification_has_it(site, note):
    with site.later(days=7):
        site.manage("tick")
    for table in ("post_office_email", "community_notification"):
        assert site.rows(f"SELECT count(*) FROM {table}")[0][0] > 0  # noqa: S608
        assert [row for row in site.rows(f"SELECT * FROM {table}") if WORD in str(row).lower()] == []  # noqa: S608
    told = site.rows("SELECT count(*) FROM community_notification WHERE url LIKE ?", f"%{note.message}%")[0][0]
    assert told > 0, "somebody was called, and was told without the words"
