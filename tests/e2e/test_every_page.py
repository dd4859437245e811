"""Every public page: no barrier, no overflow, no complaint, at three widths; with the keyboard; without JavaScript."""

import re

import pytest

from tests.e2e.barriers import at_every_width, barriers
from tests.e2e.people import follow, set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e

PAGES = [
    "/",
    "/en/",
    "/filieres/",
    "/filieres/alimentation/",
    "/charte/",
    "/charte/versions/",
    "/charte/versions/1/",
    "/charte/changes/1/2/",
    "/actualites/",
    "/comment-ca-marche/",
    "/accessibilite/",
    "/actors/",
    "/actors/?near=Niort",
    "/actors/la-bricole-du-lambon/",
    "/actors/roule-galette/",
    "/actors/la-bricole-du-lambon/report/",
    "/actors/la-bricole-du-lambon/write/",
    "/actors/la-bricole-du-lambon/email/",
    "/search/?q=bio",
    "/search/?q=zzzz",
    "/search/embed/?kind=actor&near=Niort",
    "/search/frame/?kind=actor&near=Niort",
    "/register/",
    "/register/D-2026-0001/",
    "/certificates/C-2026-0001/",
    "/colleges/",
    "/colleges/ngo/",
    "/activity/",
    "/contact/",
    "/site-map/",
    "/styleguide/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/nowhere/",
]
OWN_PAGES = [
    "/my/organisations/",
    "/my/organisations/new/?name=Fournil&commune=Airvault",
    "/actors/latelier-du-remouleur/",
    "/account/",
    "/activity/",
    "/my/activity/",
    "/my/comments/",
    "/my/notifications/",
    "/my/notifications/settings/",
    "/my/searches/",
    "/my/searches/new/?q=bio",
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/leave/",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_barrier(open_page, path):
    page = open_page(path)
    assert at_every_width(page) == []
    assert [c for c in page.complaints if "404" not in c] == []


@pytest.mark.parametrize("path", ["/", "/charte/", "/filieres/alimentation/", "/styleguide/", "/account/login/"])
def test_dark_theme_has_no_barrier(open_page, path):
    assert barriers(open_page(path, color_scheme="dark")) == []


def test_article_and_actor_have_no_barrier(open_page):
    page = open_page("/actualites/")
    follow(page, page.locator(".news__item a").first)
    assert barriers(page) == []
    page.goto("/actors/")
    follow(page, page.locator(".card__title a").first)
    assert barriers(page) == []


def test_own_pages_of_a_member_have_no_barrier(open_page):
    page = open_page("/")
    sign_in(page, "membre@example.org")
    for path in OWN_PAGES:
        page.goto(path)
        assert (path, at_every_width(page)) == (path, [])
    assert page.complaints == []


def test_a_seat_has_no_barrier_around_what_happened_and_on_her_own_page(open_page):
    page = open_page("/")
    sign_in(page, "ngo@example.org")
    for path in ("/my/activity/", "/my/comments/", "/account/"):
        page.goto(path)
        assert (path, at_every_width(page)) == (path, [])
    page.locator("[name=has_page]").check()
    page.locator("form:has([name=has_page]) button").click()
    follow(page, page.get_by_role("link", name=re.compile("Voir ma page|See my page")))
    assert at_every_width(page) == []
    assert page.complaints == []


STEPS = ["identity", "legal", "activities", "place", "establishments", "contact", "hours", "story", "values", "size"]


def test_pages_of_an_organisation_have_no_barrier(open_page):
    page = open_page("/")
    sign_in(page, "structure@example.org")
    page.wait_for_url("**/account/")
    page.goto("/my/organisations/")
    page.locator(".card__title a").first.click()
    page.wait_for_url("**/my/organisations/*/")
    root = page.url
    for path in ["", *(f"edit/{step}/" for step in [*STEPS, "pictures"]), "review/", "people/", "history/", "archive/"]:
        page.goto(f"{root}{path}")
        assert (path, at_every_width(page)) == (path, [])
    page.goto(f"{root}attestations/")
    assert at_every_width(page) == []
    assert page.complaints == []


def test_an_organisation_is_described_without_javascript(open_page):
    page = open_page("/account/login/", 375, java_script_enabled=False)
    sign_in(page, "structure@example.org")
    page.wait_for_url("**/account/")
    page.goto("/my/organisations/")
    page.locator(".card__title a").first.click()
    page.get_by_role("link", name="Où vous êtes").click()
    page.get_by_label("Latitude, longitude").fill("46.33, -0.47")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.get_by_role("link", name="Relire et publier").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    assert page.get_by_role("heading", name="La Bricole du Lambon", level=1).is_visible()


def test_facilitators_pages_have_no_barrier(open_page):
    page = open_page("/")
    sign_in(page, "animatrice@example.org")
    set_up_second_factor(page)
    for path in ("/facilitation/", "/facilitation/imports/"):
        page.goto(path)
        assert page.locator("h1").count() == 1
        assert (path, at_every_width(page)) == (path, [])
    page.goto("/facilitation/")
    links = page.locator(".queue__task a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) == 6
    for path in links:
        page.goto(path)
        assert (path, at_every_width(page)) == (path, [])
    assert page.complaints == []


def test_operators_page_has_no_barrier(open_page):
    page = open_page("/")
    sign_in(page, "exploitant@example.org")
    set_up_second_factor(page)
    page.goto("/operations/")
    assert page.locator("h1").count() == 1
    assert at_every_width(page) == []


def test_keyboard_walk_begins_with_the_content_and_is_always_seen(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last link
        state = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
            const marked = s.outlineStyle !== 'none' || e.closest('.searchbox__field') !== null;
            return [e.outerHTML.slice(0, 90), marked, r.width > 0] }"""
        )
        assert state[1:] == [True, True], state[0]
        seen.add(state[0])
    assert len(seen) > 25


def test_menu_of_a_phone_opens_with_the_keyboard(open_page):
    page = open_page("/", 375)
    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    link = page.locator(".menu-toggle").get_by_role("link", name="La charte")
    assert link.is_visible()
    link.click()
    page.wait_for_url("**/charte/")


@pytest.mark.parametrize("path", ["/", "/charte/", "/filieres/alimentation/", "/actors/"])
def test_page_is_whole_without_javascript(open_page, path):
    page = open_page(path, 375, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    page.get_by_text("Menu", exact=True).click()
    page.locator(".menu-toggle").get_by_role("link", name="Acteurs").click()
    page.wait_for_url("**/actors/")
    page.locator("#search-q").fill("ferme")
    page.locator("#search-q").press("Enter")
    page.wait_for_url("**/search/**")
    assert page.locator(".actor-card").count() > 0


def keep_response(responses: list, response) -> None:
    """Playwright takes functions only, not methods of built-in types."""
    responses.append(response)


@pytest.mark.parametrize(("path", "width"), [("/", 1280), ("/search/?kind=actor", 375), ("/search/?kind=actor", 1280)])
def test_first_visit_weighs_under_150_kilobytes_and_stays_at_home(browser, site, path, width):
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 900})
    page = context.new_page()
    responses = []
    page.on("response", lambda response: keep_response(responses, response))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert all(response.url.startswith((site.url, "data:")) for response in responses)
    sizes = [response.request.sizes() for response in responses if response.url.startswith("http")]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert 20_000 < total < 150_000
    context.close()


def test_nothing_moves_while_the_page_loads(open_page):
    page = open_page("/")
    shift = page.evaluate(
        """() => new Promise(done => { let total = 0;
        new PerformanceObserver(list => list.getEntries().forEach(e => total += e.value))
            .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(total), 1500) })"""
    )
    assert shift < 0.05
