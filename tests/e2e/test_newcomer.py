"""A newcomer's journey, with the second factor required: write, propose, approve, publish, compare charters."""

import pytest

from tests.e2e.people import code, set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e


def refused(page) -> list[str]:
    """What the content policy refused."""
    return [text for text in page.complaints if "Content Security Policy" in text or "Refused to" in text]


def edit_address(site, slug: str) -> str:
    page_id = site.rows("SELECT id FROM wagtailcore_page WHERE slug = ? ORDER BY id", slug)[0][0]
    return f"/admin/pages/{page_id}/edit/"


def choose_action(page, name: str) -> None:
    """Press one of the buttons at the foot of Wagtail's editor, in its menu or not, and wait for its answer."""
    button = page.get_by_role("button", name=name)
    if not button.first.is_visible():
        page.locator("footer .w-dropdown button, footer [data-w-dropdown-target=toggle]").first.click()
    button.first.click()
    confirm = page.locator("dialog button:visible, .modal button[type=submit]:visible")
    answer = page.locator(".messages .success")
    confirm.or_(answer).first.wait_for()
    if confirm.count():
        confirm.last.click()
        answer.first.wait_for()


def test_author_proposes_editor_approves_visitor_sees(open_page, site):
    author = open_page("/")
    sign_in(author, "filiere@example.org")
    secret = set_up_second_factor(author)
    author.goto(edit_address(site, "alimentation"))
    author.locator("[name=intro]").fill("Du champ à l’assiette, sans oublier personne.")
    author.locator("[data-side-panel-toggle=preview]").click()
    preview = author.frame_locator("iframe[title]").first
    preview.get_by_text("Du champ à l’assiette, sans oublier personne.").wait_for()
    choose_action(author, "Soumettre")
    assert "Du champ à l’assiette" not in open_page("/filieres/alimentation/").content()

    author.goto(edit_address(site, "habitat"))  # a sector editor may edit their own page only
    assert author.locator("[name=intro]").count() == 0

    editor = open_page("/")
    sign_in(editor, "editrice@example.org")
    set_up_second_factor(editor)
    editor.goto(edit_address(site, "alimentation"))
    choose_action(editor, "Approuver")
    visitor = open_page("/filieres/alimentation/")
    assert "Du champ à l’assiette, sans oublier personne." in visitor.content()
    assert refused(author) == refused(editor) == []

    author.goto("/account/logout/")
    author.locator("main form button").first.click()
    sign_in(author, "filiere@example.org")
    assert "/account/2fa/authenticate/" in author.url
    author.goto("/admin/")
    assert "/admin/" not in author.url
    author.goto("/account/2fa/authenticate/")
    author.locator("input[name=code]").first.fill(code(secret, 1))
    author.locator("main form button").first.click()
    author.goto("/admin/")
    assert author.url.endswith("/admin/")


def test_new_charter_makes_a_version_that_can_be_compared(open_page, site):
    editor = open_page("/")
    sign_in(editor, "admin@example.org")
    set_up_second_factor(editor)
    editor.goto(edit_address(site, "charte"))
    text = editor.locator("textarea[name$='-text']").first
    text.fill("Chaque personne a une voix, et chacune compte.")
    choose_action(editor, "Publier")
    visitor = open_page("/charte/")
    assert "Chaque personne a une voix, et chacune compte." in visitor.content()
    visitor.goto("/charte/versions/")
    visitor.get_by_role("link", name="2").last.click()
    visitor.goto("/charte/changes/2/3/")
    assert "chacune" in " ".join(visitor.locator("ins").all_inner_texts())
    assert visitor.locator("del").count() > 0
    assert refused(editor) == []


def test_new_member_confirms_by_a_button(open_page, site):
    page = open_page("/account/signup/")
    page.locator("[name=email]").fill("nour@example.org")
    page.locator("[name=display_name]").fill("Nour")
    page.locator("[name=password1]").fill("une phrase assez longue")
    page.locator("[name=password2]").fill("une phrase assez longue")
    page.locator("main form button").first.click()
    page.wait_for_url("**/confirm-email/")
    link = next(word for word in site.mail_to("nour@example.org").split() if "/confirm-email/" in word)
    page.goto(link)
    assert site.rows("SELECT verified FROM account_emailaddress WHERE email = 'nour@example.org'") == [(0,)]
    page.locator("main form button").first.click()
    page.wait_for_load_state("networkidle")
    assert site.rows("SELECT verified FROM account_emailaddress WHERE email = 'nour@example.org'") == [(1,)]
