"""Places in the steps of a draft: the map, its point, and the boxes that find communes and territories."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import sign_in
from tests.e2e.test_actors import clean, press, saved

pytestmark = pytest.mark.e2e
MEMBER = "structure@example.org"
TYPED = "46.413000, -0.211000"


@pytest.fixture
def page(open_page):
    """The first organisation that this person looks after, signed in."""
    page = open_page("/")
    sign_in(page, MEMBER)
    page.goto("/my/organisations/")
    page.goto(re.search(r"/my/organisations/[0-9a-f-]{36}/", page.content())[0])
    return page


def go_to(page, step) -> None:
    page.goto(f"{re.match(r'.*/[0-9a-f-]{36}/', page.url)[0]}edit/{step}/")


def test_a_reopened_draft_keeps_its_point(page):
    go_to(page, "place")
    point = page.get_by_label("Latitude, longitude")
    point.fill(TYPED)
    saved(page)
    page.reload()
    page.wait_for_timeout(1500)  # the field's script looks once a second whether its map is seen
    expect(point).to_have_value(TYPED)
    press(page, "Enregistrer et continuer")
    go_to(page, "place")
    expect(point).to_have_value(TYPED)
    assert page.complaints == []


def test_the_map_has_a_name_and_says_its_buttons_in_the_language_of_the_page(page):
    go_to(page, "place")
    shown = page.locator(".place-map")
    for button, words in (("in", "zoom-in"), ("out", "zoom-out")):
        title = shown.get_attribute(f"data-{words}")
        expect(page.locator(f".leaflet-control-zoom-{button}")).to_have_attribute("title", title)
    expect(shown).to_have_accessible_name(shown.get_attribute("aria-label"))
    clean(page)


@pytest.mark.parametrize("typed", ["", "au bout du chemin", "46.4"])
def test_a_point_that_cannot_be_read_leaves_the_marker_alone(page, typed):
    go_to(page, "place")
    point = page.get_by_label("Latitude, longitude")
    point.fill(typed)
    saved(page)
    page.reload()
    page.wait_for_timeout(1500)
    expect(page.locator(".place-map__marker")).to_be_visible()
    expect(point).to_have_value(typed)
    assert page.complaints == []


def test_an_emptied_point_is_no_mistake(page):
    go_to(page, "place")
    point = page.get_by_label("Latitude, longitude")
    warning = page.locator("p.field__error[role=status]")
    point.fill("ici")
    expect(warning).to_be_visible()
    point.fill("")
    expect(warning).to_have_count(0)
    assert page.complaints == []


def test_territories_are_found_one_after_another(page):
    open_an_activity(page)
    finder = page.locator(".territories__find input")
    chosen = page.locator("textarea[name=territories]")
    for typed, name in (("niortais", "CA du Niortais"), ("79", "Deux-Sèvres (79)"), ("Niort", "Niort (79000)")):
        finder.press_sequentially(typed, delay=30)
        page.get_by_role("option", name=name).first.click()
        expect(finder).to_have_value("")
    first, *others = chosen.input_value().split("\n")
    assert first.startswith("CA du Niortais")
    assert others == ["Deux-Sèvres (79)", "Niort (79000)"]


def test_a_search_that_finds_nothing_says_so(page):
    go_to(page, "place")
    commune = page.get_by_label("Commune", exact=True)
    status = page.locator(".complete [role=status]")
    words = status.get_attribute("data-nothing")
    commune.fill("")
    commune.press_sequentially("Xyzzy", delay=30)
    expect(status).to_have_text(words)
    clean(page)
    commune.fill("Nior")
    expect(page.get_by_role("option", name="Niort (79000)")).to_be_visible()
    expect(status).to_be_empty()


def open_an_activity(page) -> None:
    go_to(page, "activities")
    press(page, "Ajouter une activité")
    page.locator("[name=area_kind][value=territories]").check()
