"""A search is kept, changed and taken away, on a phone without JavaScript, from the results and back."""

import pytest

from tests.e2e.barriers import clean
from tests.e2e.conftest import PASSWORD
from tests.e2e.people import follow

pytestmark = pytest.mark.e2e


def test_a_visitor_signs_in_keeps_a_search_and_takes_it_away(open_page):
    page = open_page("/search/?q=v%C3%A9lo&near=Niort", 375, java_script_enabled=False)
    follow(page, page.locator("main a[href*='/account/login/']"))
    page.locator("input[name=login]").fill("membre@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page, page.locator("main form button").first)
    assert page.url.endswith("/search/?q=v%C3%A9lo&near=Niort")
    follow(page, page.locator("main a[href*='/my/searches/new/']"))
    assert page.locator("[name=name]").input_value() == "vélo, Niort"
    page.locator("[name=how_often][value=weekly]").check()
    follow(page, page.locator("main form button").first)
    assert "« vélo, Niort »" in page.locator("#found").inner_text().replace("\xa0", " ").replace("\u202f", " ")
    follow(page, page.locator("#found a[href$='/my/searches/']"))
    assert page.locator("main article").count() == 2  # one is the demo's
    follow(page, page.locator("main article a[href*='/my/searches/']").first)
    page.locator("[name=name]").fill("Vélos de Niort")
    follow(page, page.locator("main form.form button").first)
    assert page.get_by_role("heading", name="Vélos de Niort").is_visible()
    follow(page, page.locator("main article a[href*='/my/searches/']").first)
    page.locator("details.confirm summary").click()
    follow(page, page.locator("details.confirm button"))
    assert page.locator("main article").count() == 1


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_what_stands_under_the_results_keeps_nobody_out(open_page, width):
    page = open_page("/search/?q=v%C3%A9lo", width)
    clean(page)
    assert page.locator("link[rel=search]").count() == page.locator("link[rel=alternate][type*=rss]").count() == 1
