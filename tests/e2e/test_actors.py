"""An organisation from its first word to a year later, as people live it, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.barriers import clean
from tests.e2e.people import set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e
PHONE = 375
NEW = "zoe@example.net"
COLLEAGUE = "abel@example.net"
LONG_PASSWORD = "une phrase assez longue"


def press(page, name) -> None:
    with page.expect_navigation():  # a draft first saves itself, then leaves
        page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def sign_up(page, site, email, name) -> None:
    page.goto("/account/signup/")
    page.get_by_label("Nom affiché").fill(name)
    page.get_by_label("Adresse électronique").fill(email)
    for field in page.locator("input[type=password]").all():
        field.fill(LONG_PASSWORD)
    press(page, "Créer mon compte")
    link = re.search(r"http\S+/account/confirm-email/\S+", site.mail_to(email))[0]
    page.goto("/" + link.split("/", 3)[3])
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    sign_in(page, email, LONG_PASSWORD)
    page.wait_for_url("**/account/")


def saved(page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("Enregistré à")


def on_the_server(page, site, text) -> None:
    """The device keeps nothing any more, since the server has it."""
    for _ in range(300):  # asked from here: the page's own policy lets nobody evaluate a text again and again
        is_kept = page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('sextant-draft:'))")
        if not is_kept and site.rows("SELECT 1 FROM community_draftpart WHERE data LIKE ?", f"%{text}%"):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{text} was not saved")


@pytest.fixture(scope="module")
def story():
    """What one chapter tells the next."""
    return {}


def test_1_describe_on_a_phone_through_a_lost_connection(open_page, site, story):
    page = open_page("/", PHONE)
    sign_up(page, site, NEW, "Zoé")
    begin(page)
    page = lose_the_connection(page, site)
    see_an_older_text(page)
    press(page, "Enregistrer et continuer")
    page.get_by_label("Par son statut").check()
    press(page, "Enregistrer et continuer")
    add_an_activity(page)
    put_on_the_map(page)
    story["root"] = page.url.split("/edit/")[0]
    finish(page, story["root"])
    assert page.get_by_role("heading", name="Le Rabot vagabond", level=1).is_visible()
    clean(page)
    story["address"] = page.url
    assert [c for c in page.complaints if "ERR_INTERNET_DISCONNECTED" not in c] == []


def begin(page) -> None:
    page.goto("/my/organisations/")
    clean(page)
    page.get_by_role("link", name="Présenter une structure").click()
    page.get_by_label("Nom de votre structure").fill("Le Rabot vagabond")
    page.get_by_label("Commune").fill("Niort")
    press(page, "Chercher")
    clean(page)
    press(page, "Présenter une nouvelle structure")
    clean(page)
    page.get_by_label("Association", exact=True).check()
    saved(page)


def lose_the_connection(page, site):
    """Type without a connection, put the phone away, and find the text again on the next day."""
    page.context.set_offline(True)
    page.get_by_label("Sigle").fill("LRV")
    expect(page.locator("[data-status]")).to_contain_text("Pas de connexion")
    assert site.rows("SELECT data FROM community_draftpart WHERE data LIKE '%LRV%'") == []
    address, context, complaints = page.url, page.context, page.complaints
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.complaints = complaints
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    expect(page.get_by_label("Sigle")).to_have_value("LRV")
    on_the_server(page, site, "LRV")  # from this page, or at the last moment from the one that was closed
    assert len(site.rows("SELECT data FROM community_draftpart WHERE data LIKE '%LRV%'")) == 1
    return page


KEEP_OLDER = """() => {
  const form = document.querySelector("form[data-draft]");
  const kept = { at: Date.now(), version: "0", entries: JSON.stringify([["acronym", "ANCIEN"]]) };
  localStorage.setItem(`sextant-draft:${form.dataset.user}:${form.dataset.draft}`, JSON.stringify(kept));
}"""


def see_an_older_text(page) -> None:
    """A text that this device kept while the step was saved elsewhere never replaces it by itself."""
    page.evaluate(KEEP_OLDER)
    page.reload()
    box = page.locator("[data-kept]")
    expect(box).to_contain_text("ANCIEN")
    expect(page.get_by_label("Sigle")).to_have_value("LRV")
    clean(page)
    page.get_by_role("button", name="Oublier ce texte").click()
    expect(box).to_be_hidden()
    page.reload()
    expect(page.locator("[data-kept]")).to_be_hidden()


def add_an_activity(page) -> None:
    press(page, "Ajouter une activité")
    page.get_by_label("Filière", exact=True).select_option("ateliers-de-reparation")
    page.get_by_label("Dans certains territoires").check()
    page.get_by_label("Trouver un territoire à ajouter").press_sequentially("niortais", delay=30)
    page.get_by_role("option", name="CA du Niortais (EPCI)").click()
    assert page.get_by_label("Quels territoires").input_value() == "CA du Niortais (EPCI)"
    clean(page)
    press(page, "Enregistrer")
    page.get_by_role("link", name="Continuer", exact=True).click()


def put_on_the_map(page) -> None:
    """Choose a commune from the list; then the keyboard moves the marker."""
    commune = page.get_by_label("Commune", exact=True)
    commune.fill("")
    commune.press_sequentially("Ech", delay=30)
    page.get_by_role("option", name="Échiré").first.click()
    point = page.get_by_label("Latitude, longitude")
    expect(point).to_have_value(re.compile(r"^46\."))
    before = point.input_value()
    page.locator(".place-map__marker").focus()
    page.keyboard.press("ArrowUp")
    assert float(point.input_value().split(",")[0]) > float(before.split(",")[0])
    clean(page)
    press(page, "Enregistrer et continuer")


def finish(page, root) -> None:
    page.goto(f"{root}/edit/contact/")
    page.locator("[name=public_phone]").fill("05 49 00 99 88")
    clean(page)
    press(page, "Enregistrer et continuer")
    page.goto(f"{root}/edit/story/")
    page.get_by_label("En une phrase").fill("Une menuiserie qui va de village en village.")
    press(page, "Enregistrer et continuer")
    clean(page)
    page.goto(f"{root}/review/")
    clean(page)
    press(page, "Publier")


def test_2_a_colleague_is_invited_and_edits(open_page, site, story):
    page = open_page("/", PHONE)
    sign_in(page, NEW, LONG_PASSWORD)
    page.goto(f"{story['root']}/people/")
    clean(page)
    page.get_by_label("Son adresse électronique").fill(COLLEAGUE)
    press(page, "Envoyer l’invitation")
    link = re.search(r"/my/invitations/\S+", site.mail_to(COLLEAGUE))[0]

    other = open_page("/", PHONE)
    sign_up(other, site, COLLEAGUE, "Abel")
    other.goto(link)
    clean(other)
    press(other, "Accepter")
    other.goto(f"{story['root']}/edit/story/")
    other.get_by_label("Ce que vous faites").fill("On fabrique **sur place**, avec les habitants.")
    saved(other)
    other.goto(f"{story['root']}/review/")
    press(other, "Dire aux responsables que c’est prêt")

    page.goto(f"{story['root']}/review/")
    assert page.locator(".preview strong", has_text="sur place").count() == 1
    press(page, "Publier")
    page.goto(f"{story['root']}/history/")
    clean(page)
    press(page, "Comparer")
    assert page.locator("ins", has_text="On fabrique").count() == 1
    clean(page)


def test_3_a_year_later_one_button_confirms(open_page, site, story):
    with site.later(days=370):
        for _minute in range(4):  # every page of the demo is due as well, and so many reminders leave each minute
            site.manage("tick")
        assert "est-elle toujours juste" in site.mail_to(NEW, "subject")
        link = re.search(r"/letters/confirm/\S+", site.mail_to(NEW))[0]
        page = open_page(link, PHONE)
        assert page.get_by_role("heading", level=1).inner_text() == "Tout est-il toujours juste\u00a0?"
        clean(page)
        press(page, "Oui, tout est juste")
        assert page.get_by_text("a été confirmée aujourd’hui").is_visible()
        page.goto(link)
        assert page.get_by_role("heading", name="C’est déjà fait").is_visible()


def test_4_a_member_reports_the_actor_answers_a_facilitator_concludes(open_page, site, story):
    page = open_page("/", PHONE)
    sign_in(page, "membre@example.org")
    page.goto(story["address"])
    page.get_by_role("link", name="Signaler quelque chose").click()
    page.get_by_label("Une information est fausse").check()
    page.get_by_label("Quelle information est fausse").select_option("public_phone")
    page.get_by_label("Ce qu’il faudrait lire").fill("05 49 00 99 00")
    clean(page)
    press(page, "Signaler")

    actor = open_page("/", PHONE)
    sign_in(actor, NEW, LONG_PASSWORD)
    actor.goto(f"{story['root']}/")
    clean(actor)
    actor.get_by_role("link", name="Lire et répondre").click()
    actor.get_by_label("Votre réponse").fill("Merci, nous avons changé de numéro.")
    clean(actor)
    press(actor, "Envoyer la réponse")

    facilitator = open_page("/", 1280)
    sign_in(facilitator, "animatrice@example.org")
    set_up_second_factor(facilitator)
    facilitator.goto("/facilitation/")
    clean(facilitator)
    facilitator.get_by_role("link", name="Conclure (Le Rabot vagabond)").click()
    facilitator.get_by_label("Oui : quelque chose devait changer".replace(" :", "\u00a0:")).check()
    facilitator.locator("[name=finding]").fill("Le numéro avait changé.")
    facilitator.get_by_label("Faire tout de suite").check()
    clean(facilitator)
    press(facilitator, "Conclure")
    facilitator.goto(story["address"])
    assert facilitator.get_by_role("link", name="05 49 00 99 00").count() == 1
    assert "Le numéro avait changé." in site.mail_to("membre@example.org")
