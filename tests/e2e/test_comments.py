"""Two members and a facilitator talk: comment, call, report, hide, answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import clean
from tests.e2e.people import follow, set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e
ACTOR = "/actors/la-bricole-du-lambon/"
MEMBER, OTHER, FACILITATOR = "membre@example.org", "scop@example.org", "animatrice@example.org"
REPORTERS = ("cafe@example.org", "ferme@example.org", OTHER)
SAID = "Qui a un dérive-chaîne à prêter samedi ?"
WIDTHS = (375, 768, 1280)


def signed_in(open_page, email, width=1280):
    page = open_page("/", width)
    sign_in(page, email)
    page.wait_for_url("**/account/**")
    return page


def comment_of(page, text):
    return page.locator(".comment", has_text=text)


def test_1_a_member_comments_in_place(open_page, site):
    page = signed_in(open_page, MEMBER)
    page.goto(ACTOR)
    page.locator("#comment-form textarea").fill(SAID)
    page.locator("#comment-form button").click()
    expect(page.locator("#comments-list .comment").first).to_contain_text(SAID)
    expect(page.locator("#comments-list .comment").first).to_be_focused()
    expect(page.locator("#comments-status")).not_to_be_empty()
    expect(page.locator("#comment-form textarea")).to_have_value("")
    assert page.url.endswith(ACTOR)
    page.locator("#comment-form button").click()  # an empty one comes back, with a sentence to which one is led
    expect(page.locator(".comments [data-error-summary]")).to_be_focused()
    assert [one for one in page.complaints if "422" not in one] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_2_nobody_is_kept_out_of_these_pages(open_page, site, width):
    page = signed_in(open_page, MEMBER, width)
    page.goto(ACTOR)
    clean(page)
    page.locator(".comment__more summary").first.click()
    clean(page)
    address = comment_of(page, SAID).locator(".comment__head a").get_attribute("href")
    for path in (address, f"{address}edit/", f"{address}withdraw/", "/my/blocked/"):
        page.goto(path)
        clean(page)


def test_3_another_answers_by_the_keyboard_and_calls_the_first(open_page, site):
    page = signed_in(open_page, OTHER)
    page.goto(ACTOR)
    comment_of(page, SAID).locator("a[hx-get]").focus()
    page.keyboard.press("Enter")
    field = page.locator(".comment-form--answer textarea")
    expect(field).to_be_focused()
    page.keyboard.type("Moi ! @Maëlle, je l’apporte.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(comment_of(page, "je l’apporte")).to_be_focused()
    expect(comment_of(page, "je l’apporte").locator(".mention")).to_have_text("@Maëlle")
    assert "je l’apporte" in site.mail_to(MEMBER)
    useful = comment_of(page, SAID).locator("button[value=useful]")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(useful).to_be_focused()
    expect(useful).to_contain_text("1")


def test_4_without_javascript_each_step_has_its_page(open_page, site):
    page = open_page("/", java_script_enabled=False)
    sign_in(page, OTHER)
    page.goto(ACTOR)
    comment_of(page, SAID).locator("a[hx-get]").click()
    page.locator("main textarea").fill("Et sans JavaScript aussi.")
    follow(page, page.locator("main form button").last)
    assert "/thread/" in page.url
    expect(comment_of(page, "Et sans JavaScript aussi.")).to_be_visible()
    comment_of(page, SAID).locator("button[value=like]").click()
    expect(comment_of(page, SAID).locator("button[value=like]")).to_have_attribute("aria-pressed", "true")


def test_5_three_reports_hide_it_from_everybody_else(open_page, site):
    for email in REPORTERS:
        page = signed_in(open_page, email)
        page.goto(ACTOR)
        comment_of(page, SAID).locator(".comment__more summary").click()
        follow(page, comment_of(page, SAID).locator("a[href$='/report/']"))
        clean(page)
        page.locator("input[value=advert]").check()
        follow(page, page.locator("main form button"))
    page = open_page(ACTOR)
    assert SAID not in page.content()
    assert "je l’apporte" in page.content()
    author = signed_in(open_page, MEMBER)
    author.goto(ACTOR)
    expect(comment_of(author, SAID)).to_be_visible()


def test_6_a_facilitator_keeps_it_and_it_is_back(open_page, site):
    page = signed_in(open_page, FACILITATOR)
    set_up_second_factor(page)
    page.goto("/facilitation/?kind=comment")
    clean(page)
    follow(page, page.locator(".queue__task", has_text="La Bricole").locator("a.button"))
    expect(page.locator("main")).to_contain_text(SAID)
    clean(page)
    page.locator("input[value=keep]").check()
    page.locator("textarea").fill("Demander un outil n’est pas de la publicité.")
    follow(page, page.locator("main form button"))
    assert SAID in open_page(ACTOR).content()
    for email in (MEMBER, OTHER):
        assert "n’est pas de la publicité" in site.mail_to(email)


def test_7_the_addresses_of_the_package_lead_nowhere(open_page, site):
    page = open_page(ACTOR)
    key = re.search(r"/comments/actor/([0-9a-f-]{36})/", page.content())
    assert key is None or page.request.get(key[0]).status == 200
    for path in ("/comments/api/community-actor/1/", "/comments/post/", "/comments/cr/1/"):
        assert page.request.get(path).status == 404
