"""Searching: words, filters and the map in place, what Back and a shared address give, a phone, no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import at_every_width, clean

pytestmark = pytest.mark.e2e
NIORT = {"latitude": 46.3237, "longitude": -0.4648}
NAME = "main h3.card__title a"
POINT = ".search-map__group, .search-map__sign"


def names(page) -> list[str]:
    return page.locator(NAME).all_inner_texts()


def answers(page) -> int:
    """What the heading says, once it and the address say the same."""
    return int(re.match(r"\s*(\d+)", page.locator("#answers").inner_text())[1])


def points(page) -> int:
    """How many organisations stand on the map."""
    page.locator("#map").hover()
    page.locator(POINT).first.wait_for()
    texts = [text or "1" for text in page.locator(POINT).all_inner_texts()]
    return sum(int(text) for text in texts)


def drag(page, x: int, y: int) -> None:
    """Move the map by hand, and wait for its answers."""
    box = page.locator(".search-map").bounding_box()
    at = box["x"] + box["width"] - 30, box["y"] + box["height"] - 30
    with page.expect_response(lambda answer: "/search/?" in answer.url and "box=" in answer.url):
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.move(at[0] + x, at[1] + y, steps=6)
        page.mouse.up()
    expect(page).to_have_url(re.compile("box="))


def settled(page, number: int) -> None:
    expect(page.locator("#answers")).to_have_text(re.compile(rf"^\s*{number} réponses?\b"))


def test_words_filters_and_the_map_narrow_in_place_and_back_leads_back(open_page):
    page = open_page("/")
    page.get_by_label("Que cherchez-vous ?").fill("atelier")
    page.get_by_role("button", name="Rechercher").click()
    page.wait_for_url("**/search/?q=atelier*")
    everything = answers(page)
    choice = page.locator("#choice-kinds-actor")
    count = int(choice.locator(".found__count").inner_text())
    page.evaluate("window.stays = true")
    choice.focus()
    page.keyboard.press("Enter")
    settled(page, count)
    assert 0 < count < everything
    assert page.evaluate("window.stays && document.activeElement.id") == "choice-kinds-actor"
    expect(page.get_by_role("status").filter(has_text=f"{count} réponses")).to_be_attached()
    narrowed, shown = page.url, names(page)
    assert points(page) <= count
    drag(page, -120, -60)
    expect(page.locator(".chip", has_text="cette partie de la carte")).to_be_visible()
    moved = answers(page)
    assert moved == points(page) or moved > 20
    page.go_back()
    expect(page).to_have_url(narrowed)
    settled(page, count)
    assert names(page) == shown
    page.go_back()
    settled(page, everything)
    assert page.complaints == []


def test_an_address_that_is_shared_shows_the_same_to_another_person(open_page):
    page = open_page("/search/?kind=actor")
    points(page)
    drag(page, -150, -80)
    page.wait_for_load_state("networkidle")
    shown, count = names(page), answers(page)
    other = open_page(page.url)
    assert (names(other), answers(other)) == (shown, count)
    assert points(other) == count


def test_the_map_is_walked_with_the_keyboard_alone(open_page):
    page = open_page("/search/?kind=actor")
    count = points(page)
    page.locator(".search-map").focus()
    page.locator(".search-map__group").first.focus()
    with page.expect_response(lambda answer: "/search/?" in answer.url):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("box="))
    page.wait_for_load_state("networkidle")
    assert answers(page) < count
    assert page.evaluate("document.activeElement.classList.contains('search-map')")
    sign = page.locator(".search-map__sign").first
    name = sign.get_attribute("title")
    sign.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup-content a")).to_be_focused()
    clean(page)
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup-content")).to_have_count(0)
    assert page.evaluate("document.activeElement.title") == name


def test_the_drawing_follows_until_the_map_is_wanted(open_page):
    page = open_page("/search/?kind=actor")
    drawing = page.locator("#map-drawing")
    before = drawing.get_attribute("aria-label")
    assert page.evaluate("typeof L") == "undefined"
    page.locator("#choice-certificates-active").click()
    expect(drawing).not_to_have_attribute("aria-label", before)
    assert page.evaluate("typeof L") == "undefined"
    page.get_by_role("button", name="Explorer la carte").click()
    expect(page.locator(".search-map")).to_be_focused()
    assert points(page) == answers(page)


def test_the_map_follows_only_if_one_wants_it_to(open_page):
    page = open_page("/search/?kind=actor")
    points(page)
    page.get_by_label("Chercher quand je déplace la carte").uncheck()
    page.locator(".search-map").focus()
    page.keyboard.press("ArrowRight")
    button = page.get_by_role("button", name="Chercher ici")
    expect(button).to_be_visible()
    assert "box=" not in page.url
    button.click()
    expect(page).to_have_url(re.compile("box="))
    expect(button).to_be_hidden()


def test_on_a_phone_one_sees_the_list_or_the_map(open_page):
    page = open_page("/search/?kind=actor", width=375)
    expect(page.locator(NAME).first).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("link", name="Carte", exact=True).click()
    expect(page.locator(NAME).first).to_be_hidden()
    points(page)
    drag(page, -60, -90)
    assert page.url.endswith("#map")
    clean(page)
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page.locator(NAME).first).to_be_visible()
    page.go_back()
    expect(page.locator("#map")).to_be_visible()


def test_around_me_asks_only_when_one_wants_it(open_page):
    page = open_page("/search/?q=", geolocation=NIORT, permissions=["geolocation"])
    page.get_by_role("button", name="Autour de moi").click()
    page.wait_for_url("**at=46.324*")
    expect(page.locator(".chip").first).to_contain_text("à moins de 25 km d’ici")
    assert re.search(r"\d (m|km)\b", page.locator(".actor-card").first.inner_text())
    page = open_page("/search/")
    page.get_by_role("button", name="Autour de moi").click()
    expect(page.get_by_role("alert")).to_contain_text("indiquez plutôt une commune")
    assert page.evaluate("document.activeElement.name") == "near"


def test_without_javascript_all_of_it_is_there(open_page):
    page = open_page("/search/?q=atelier&kind=actor", width=375, java_script_enabled=False)
    count = answers(page)
    expect(page.locator("#map svg").first).to_be_visible()
    choice = page.locator("[id^=choice-families]").first
    wanted = int(choice.locator(".found__count").inner_text())
    choice.click()
    page.wait_for_url("**family=*")
    assert answers(page) == wanted <= count
    page.locator(".chip").last.click()
    page.wait_for_load_state()
    assert answers(page) == count


def test_nothing_keeps_anybody_out_at_any_width(open_page):
    page = open_page("/search/?kind=actor&near=Niort")
    points(page)
    assert at_every_width(page) == []
    page.goto("/search/?kind=actor&near=Niort#map")
    assert at_every_width(page) == []


def test_a_search_is_shown_in_a_frame_with_its_map(open_page):
    page = open_page("/search/embed/?kind=actor&certificate=active&show=both")
    frame = page.frame_locator("iframe.embed-preview")
    expect(frame.locator(POINT).first).to_be_visible()
    expect(frame.locator(NAME).first).to_be_visible()
    with page.context.expect_page() as opened:
        frame.locator(NAME).first.click()
    assert "/actors/" in opened.value.url
    assert page.complaints == []
