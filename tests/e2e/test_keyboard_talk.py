"""With the keyboard alone: a comment with a name, its correction, the bell, the settings, an answer to a meeting.

Every place that is reached shows where one is, whole; what changes is told in a region that was there before.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import barriers, clean
from tests.e2e.people import enter_a_room, sign_in

pytestmark = pytest.mark.e2e
ACTOR = "/actors/la-bricole-du-lambon/"
MEMBER, OTHER = "membre@example.org", "scop@example.org"
MOST_TABS = 150
WHERE = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const inside = (at, end) => Math.min(Math.max(at, 1), end - 1);
  const seen = document.elementFromPoint(
    inside(box.x + box.width / 2, innerWidth), inside(box.y + box.height / 2, innerHeight));
  const label = `${one.tagName} ${one.id} ${(one.textContent || one.name || "").trim().slice(0, 40)}`;
  return {
    label, is_body: one === document.body,
    is_seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && (one.contains(seen) || seen?.contains(one)),
    is_marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
LISTEN = """document.addEventListener("DOMContentLoaded", () => {
  window.heard = [];
  const regions = [...document.querySelectorAll("[role=status], [role=alert], [aria-live]")];
  for (const region of regions) {
    new MutationObserver(() => window.heard.push(region.textContent.trim().replace(/\\s+/g, " ")))
      .observe(region, { childList: true, characterData: true, subtree: true });
  }
});"""


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page):
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def look(self) -> None:
        """Where one is can be seen, and nothing hides it."""
        self.page.wait_for_timeout(30)
        where = self.page.evaluate(WHERE)
        assert not where["is_body"], "the focus is lost"
        if not where["is_seen"]:  # a long page is still scrolling there
            self.page.wait_for_timeout(700)
            where = self.page.evaluate(WHERE)
        assert (where["is_seen"], where["is_marked"]) == (True, True), where

    def reach(self, wanted, key: str = "Tab") -> None:
        """Press Tab until one is there, and see each place on the way."""
        expect(wanted).to_be_attached()
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press(key)
            self.look()
        pytest.fail(f"{wanted} is not reached")

    def go(self, wanted) -> None:
        """Reach what leads elsewhere, and be there."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def skip(self) -> None:
        """The first Tab of a page offers to skip what all pages have."""
        self.press("Tab")
        expect(self.page.locator(".skip-link")).to_be_focused()
        self.look()
        self.press("Enter")
        expect(self.page.locator("main")).to_be_focused()

    def hears(self, words: str) -> None:
        """A region that was on the page when it came has said so since."""
        self.page.wait_for_function(
            "words => (window.heard || []).some(one => new RegExp(words).test(one))", arg=words, timeout=5000
        )


@pytest.fixture
def keyboard(open_page):
    page = open_page("/")
    page.add_init_script(LISTEN)
    sign_in(page, MEMBER)
    return Keyboard(page)


def test_a_comment_is_written_named_posted_corrected_liked_and_followed(keyboard, site):
    page = keyboard.page
    page.goto(ACTOR)
    keyboard.skip()
    field = page.locator("#comment-form textarea")
    keyboard.reach(field)
    page.keyboard.type("Je demande à @cafe des tr", delay=20)
    options = page.locator("#mentions-list [role=option]")
    expect(options).to_have_count(1)
    keyboard.hears("^1 ")
    expect(field).to_have_attribute("aria-controls", "mentions-list")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    assert barriers(page) == []
    keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("Je demande à @cafe des tr")
    expect(field).to_be_focused()
    keyboard.press("Backspace", 12)
    page.keyboard.type("@la ", delay=20)
    keyboard.press("Backspace", 1)
    expect(options.nth(1)).to_be_visible()
    keyboard.press("ArrowDown", 1)
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowUp", 2)
    expect(options.last).to_have_attribute("aria-selected", "true")
    keyboard.press("Backspace", 3)
    page.keyboard.type("@trois riv", delay=20)
    expect(options).to_have_count(1)
    keyboard.press("Tab")
    expect(field).to_have_value(re.compile("@Le Café des Trois Rives $"))
    expect(field).to_be_focused()
    keyboard.reach(page.locator("#comment-form button"))
    keyboard.press("Enter")
    first = page.locator("#comments-list .comment").first
    expect(first.locator(".mention")).to_have_text("@Le Café des Trois Rives")
    expect(first).to_be_focused()
    keyboard.look()
    keyboard.hears("publié")
    expect(page.locator("#comment-form textarea")).to_have_value("")
    correct(keyboard, first)


def correct(keyboard, first) -> None:
    """Within fifteen minutes."""
    page = keyboard.page
    keyboard.go(first.locator("a[href$='/edit/']"))
    keyboard.skip()
    keyboard.reach(page.locator("main textarea"))
    keyboard.press("Control+End")
    page.keyboard.type("et à toi.")
    keyboard.go(page.locator("main form button").first)
    expect(page.locator("main [data-said]")).to_contain_text("modifié")
    keyboard.hears("modifié")  # said once more into the region, which was empty of it when the page was read
    assert "et à toi." in page.locator("main").inner_text()


def test_likes_and_follows_are_told_and_keep_the_focus(keyboard):
    page = keyboard.page
    page.goto(ACTOR)
    keyboard.skip()
    follow = page.locator("#comments-follow-button")
    keyboard.reach(follow)
    value = follow.get_attribute("value")
    keyboard.press("Enter")
    expect(follow).not_to_have_attribute("value", value)
    expect(follow).to_be_focused()
    keyboard.hears("ce qui se dit ici")
    like = page.locator("#comments-list button[value=like]").first
    was = like.get_attribute("aria-pressed")
    keyboard.reach(like)
    keyboard.press("Space")
    expect(like).to_have_attribute("aria-pressed", "true" if was == "false" else "false")
    expect(like).to_be_focused()
    keyboard.look()


def test_the_bell_the_list_and_the_settings(keyboard):
    page = keyboard.page
    page.goto("/account/")
    keyboard.go(page.locator("a.bell"))
    keyboard.skip()
    keyboard.go(page.locator("form[action$='/my/notifications/read/'] button"))
    keyboard.hears("lu")
    keyboard.skip()
    keyboard.go(page.locator("main a[href$='/my/notifications/settings/']"))
    keyboard.skip()
    choice = page.locator("main select, main input[type=radio]").first
    keyboard.reach(choice)
    keyboard.press("ArrowDown")
    keyboard.go(page.locator("main form button").first)
    keyboard.hears("[Cc]hoix")


def test_in_a_deliberation_names_follow_the_audience_and_a_finger_chooses(open_page, site):
    """Whoever writes for the applicant is offered before the applicant, not before the seats alone."""
    page = open_page("/", 375, has_touch=True)
    sign_in(page, "ngo@example.org")
    room = enter_a_room(page)
    name = site.rows(APPLICANT, re.search(r"[0-9a-f-]{36}", room)[0].replace("-", ""))[0][0]
    field = page.locator("form.card[action$='/say/'] textarea[name=text]")
    option = page.locator("#mentions-list [role=option]", has_text=name)
    for audience, times in (("seats", 0), ("applicant", 1)):
        page.locator(f"input[name=audience][value={audience}]").check()
        field.fill("")
        with page.expect_response(re.compile("/mentions/.*audience=")):
            field.press_sequentially(f"@{name[:4]}")
        expect(option).to_have_count(times)
    clean(page)
    option.tap()
    expect(field).to_have_value(f"@{name} ")
    expect(field).to_be_focused()


APPLICANT = """
SELECT u.display_name FROM community_actoruserobjectpermission g JOIN accounts_user u ON u.id = g.user_id
JOIN certification_application a ON a.actor_id = g.content_object_id WHERE a.uid = ?
"""


def test_an_answer_to_a_meeting(keyboard, site):
    """Of a college, open to everybody."""
    site.manage("shell", "-v0", "-c", MEETING)
    page = keyboard.page
    page.goto("/colleges/ngo/")
    keyboard.skip()
    keyboard.go(page.locator("#meetings a[href*='/meetings/']").first)
    keyboard.skip()
    yes = page.locator("main button[name=answer]").first
    keyboard.go(yes)
    keyboard.hears("réponse")
    expect(yes).to_have_attribute("aria-pressed", "true")
    assert barriers(page) == []


MEETING = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from certification.models import College
from community.workflow.meetings import convene
now = timezone.now()
admin, ngo = User.objects.get(email="admin@example.org"), College.objects.get(code="ngo")
hours = {"starts_at": now + timedelta(days=3), "ends_at": now + timedelta(days=3, hours=2)}
convene(holder=ngo, kind="event", actor=admin, now=now, title="Porte ouverte", place="Niort", **hours)
"""
