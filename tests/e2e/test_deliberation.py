"""The whole way with eleven people, from a draft to a certificate that anybody can verify."""

import json
import re
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from jwcrypto import jwk, jws

from tests.e2e.barriers import barriers
from tests.e2e.conftest import ROOT
from tests.e2e.people import code, follow, set_up_second_factor, sign_in

pytestmark = pytest.mark.e2e
NAME = "Pierre qui Roule"
APPLICANT, COLLEAGUE, FACILITATOR = "pierre@example.org", "membre@example.org", "animatrice@example.org"
PEER, CONSUMER = "industry2@example.org", "consumers2@example.org"
SEATS = [f"{college}@example.org" for college in ("consumers", "government", "industry", "labour", "ngo", "ssro")]
PER_DAY = 24 * 60 * 2  # steps of thirty seconds


@pytest.fixture(scope="module")
def told():
    """What one chapter tells the next: the address of the file, the facilitator's secret."""
    return {}


@pytest.fixture
def as_(open_page, site, told):
    """A function that signs somebody in, in a window of their own."""

    @contextmanager
    def as_(email, path="/"):
        page = open_page("/")
        sign_in(page, email)
        page.wait_for_url(lambda url: "/login/" not in url)
        if "/2fa/" in page.url:
            page.locator("input[name=code]").fill(code(told["secret"], site.days * PER_DAY))
            press(page.locator("main form").first)
        page.goto(path)
        yield page
        assert [text for text in page.complaints if "Content Security Policy" in text] == []
        page.context.close()

    return as_


def press(form, name="") -> None:
    """Press the button of a form (or of a page, by its name), and wait for the page that answers."""
    page = getattr(form, "page", form)
    button = form.get_by_role("button", name=name, exact=True) if name else form.locator("button").last
    with page.expect_navigation():
        button.click()
    page.wait_for_load_state()


def form_to(page, ending):
    """The form that leads to an address, opened if it is folded."""
    form = page.locator(f"form[action$='{ending}']").first
    form.evaluate("form => { const folded = form.closest('details'); if (folded) folded.open = true }")
    return form


def steer(page, action, **fields) -> None:
    """Press one of a facilitator's buttons."""
    form = page.locator(f"form:has(input[name=action][value={action}])").first
    form.evaluate("form => { const folded = form.closest('details'); if (folded) folded.open = true }")
    for name, value in fields.items():
        form.locator(f"[name={name}]").select_option(label=value)
    press(form)
    assert page.locator(".form__errors, .field__error").count() == 0


def declare(page) -> None:
    """Say that one has no interest."""
    page.locator("[name=has_interest][value=no]").check()
    press(page.locator("main form"))


def name_of(site, email) -> str:
    return site.rows("SELECT display_name FROM accounts_user WHERE email = ?", email)[0][0]


def state(site) -> str:
    query = (
        "SELECT f.state FROM certification_application f JOIN community_actor a ON a.id = f.actor_id"
        " WHERE a.name = ? ORDER BY f.id DESC"
    )
    return site.rows(query, NAME)[0][0]


def test_01_a_colleague_helps_to_answer_then_the_file_is_signed_and_submitted(as_, site, told):
    with as_(APPLICANT, "/account/") as page:
        follow(page, page.get_by_role("link", name="Votre dossier").first)
        told["file"] = re.search(r"/files/[0-9a-f-]+/", page.url)[0]
        told["uid"] = told["file"].split("/")[2]
        actor = site.rows("SELECT uid FROM community_actor WHERE name = ?", NAME)[0][0]
        page.goto(f"/my/organisations/{UUID(actor)}/people/")
        page.get_by_label("Son adresse électronique").fill(COLLEAGUE)
        with page.expect_navigation():
            page.get_by_role("button", name="Envoyer l’invitation").click()
    with as_(COLLEAGUE, re.search(r"/my/invitations/\S+", site.mail_to(COLLEAGUE))[0]) as page:
        press(page, "Accepter")
        page.goto(told["file"])
        answer(page, page.locator(".step-list a").first.get_attribute("href"), "Une voix par personne, chaque année.")
    with as_(APPLICANT, told["file"]) as page:
        links = [link.get_attribute("href") for link in page.locator(".step-list a").all()]
        for link in links[1:]:
            answer(page, link, "Nous le faisons, et nous pouvons le montrer.")
        page.goto(told["file"])
        assert barriers(page) == []
        signing = form_to(page, "/sign/")
        signing.get_by_label("À quel titre").fill("Coprésidence")
        signing.locator("[name=agrees]").check()
        press(signing)
        press(form_to(page, "/submit/"))
    assert state(site) == "submitted"


def answer(page, link, text) -> None:
    page.goto(link)
    page.locator("[name=level][value='2']").check()
    page.locator("[name=text]").fill(text)
    press(page.locator("form:has([name=level])"))


def test_02_the_form_is_checked_and_a_pair_appointed(as_, open_page, site, told):
    page = open_page("/")
    sign_in(page, FACILITATOR)
    told["secret"] = set_up_second_factor(page)
    page.goto("/board/")
    assert barriers(page) == []
    follow(page, page.get_by_role("link", name=NAME).first)
    told["board"] = re.search(r"/board/[0-9a-f-]+/", page.url)[0]
    for action in ("screen", "admit"):
        steer(page, action)
    steer(page, "appoint", industry=name_of(site, PEER), consumers=name_of(site, CONSUMER))
    assert state(site) == "visit"


def test_03_the_pair_agrees_on_a_date_with_the_applicant(as_, told):
    for person in (PEER, CONSUMER):
        with as_(person, f"/deliberate/{told['uid']}/") as page:
            declare(page)
            page.goto(f"{told['file']}visit/")
            press(form_to(page, "/visit/note/"))
            if person == PEER:
                at = f"{datetime.now(UTC).date() + timedelta(days=5)}T14:00"
                page.locator("[name=at]").fill(at)
                press(form_to(page, "/visit/propose/"))
            else:
                press(form_to(page, "/visit/agree/"))
    with as_(APPLICANT, f"{told['file']}visit/") as page:
        assert barriers(page) == []
        press(form_to(page, "/visit/agree/"))


def test_04_one_report_signed_by_both_and_a_reply_then_members_speak(as_, site, told):
    with site.later(days=8):
        for person in (PEER, CONSUMER):
            with as_(person, f"{told['file']}visit/") as page:
                if person == PEER:
                    report = form_to(page, "/visit/report/")
                    report.locator("textarea").first.fill("Nous avons vu le registre des assemblées.")
                    report.locator("[name=summary]").fill("Un accueil simple, des comptes ouverts.")
                    press(report)
                press(form_to(page, "/visit/sign/"))
        with as_(APPLICANT, f"{told['file']}visit/") as page:
            reply = form_to(page, "/visit/reply/")
            reply.locator("[name=text]").fill("Merci de votre venue.")
            press(reply)
        with as_(FACILITATOR, told["board"]) as page:
            steer(page, "open_opinion")
        with as_("collegue@example.org", f"{told['file']}opinion/") as page:
            page.locator("[name=value]").first.check()
            page.locator("[name=text]").fill("J’y ai fait réparer mon mur : le prix annoncé a été tenu.")
            press(page.locator("main form"))
            assert barriers(page) == []
    assert state(site) == "opinion"


def test_05_six_colleges_give_a_sealed_opinion(as_, site, told):
    with site.later(days=31):
        with as_(FACILITATOR, told["board"]) as page:
            steer(page, "open_round")
        for seat in SEATS:
            with as_(seat, "/deliberate/") as page:
                page.goto(f"/deliberate/{told['uid']}/")
                declare(page)
                for choice in page.locator("[name$='-mark'][value=kept]").all():
                    choice.check()
                page.locator("[name=summary]").fill("L’essentiel est là.")
                press(page.locator("form[action$='/opinion/']"), "Rendre mon avis")
    assert state(site) == "deliberation"


def position(page, value, **fields) -> None:
    form = page.locator("form[action$='/position/']")
    form.locator(f"[name=value][value={value}]").check()
    for name, text in fields.items():
        form.locator(f"[name={name}]").fill(text)
    if value == "object":
        form.locator("[name=commitment]").select_option(index=1)
    press(form)


def test_06_one_college_objects_and_the_applicant_answers(as_, site, told):
    with site.later(days=41):
        for seat in SEATS:
            with as_(seat, f"/deliberate/{told['uid']}/") as page:
                if seat.startswith("ngo"):
                    said = {"harm": "Les riverains n’ont pas été entendus.", "evidence": "Deux courriers sans réponse."}
                    position(page, "object", **said, lifted_by="Une réunion avec eux.")
                    assert barriers(page) == []
                else:
                    position(page, "consent")
        with as_(FACILITATOR, told["board"]) as page:
            steer(page, "admit_objection")
        with as_(APPLICANT, told["file"]) as page:
            reply = page.locator("form[action*='/objections/']").first
            reply.locator("[name=text]").fill("La réunion a eu lieu mardi ; en voici le compte rendu.")
            press(reply)


def test_07_without_consensus_the_objection_is_lifted_and_the_colleges_meet_again(as_, site, told):
    with site.later(days=54):
        site.manage("tick")
        assert state(site) == "reconciliation"
        with as_("ngo@example.org", f"/deliberate/{told['uid']}/") as page:
            ending = page.locator("form[action*='/objections/']:has([name=why])").first
            ending.evaluate("form => { form.closest('details').open = true }")
            ending.locator("[value=lift]").check()
            ending.locator("[name=why]").fill("La réunion a eu lieu, les riverains sont entendus.")
            press(ending)
        with as_(FACILITATOR, told["board"]) as page:
            steer(page, "open_round")
    assert state(site) == "deliberation"


def test_08_the_second_round_finds_a_consensus(as_, site, told):
    with site.later(days=63):
        for seat in SEATS:
            with as_(seat, f"/deliberate/{told['uid']}/") as page:
                position(page, "consent")
    with site.later(days=77):
        site.manage("tick")
    assert state(site) == "decided"


def fetch(site, path) -> str:
    with urllib.request.urlopen(f"{site.url}{path}") as got:  # noqa: S310 (our own server)
        return got.read().decode()


def test_09_anybody_verifies_the_credential_and_the_journal(open_page, site, told, tmp_path):
    with site.later(days=78):
        page = open_page("/register/")
        follow(page, page.get_by_role("link", name=NAME).first)
        assert barriers(page) == []
        follow(page, page.get_by_role("link", name="Le certificat"))
        number = page.url.rstrip("/").rsplit("/", 1)[1]
        check_credential(site, number)
        check_journal(site, tmp_path)


def check_credential(site, number) -> None:
    """With another library than the one that signs, from the keys that the site publishes."""
    keys = json.loads(fetch(site, "/.well-known/did.json"))["verificationMethod"]
    token = jws.JWS()
    token.deserialize(fetch(site, f"/certificates/{number}/credential.jwt").strip())
    token.verify(jwk.JWK(**keys[0]["publicKeyJwk"]))
    said = json.loads(token.payload)
    assert NAME in json.dumps(said, ensure_ascii=False)
    assert number in json.dumps(said)


def check_journal(site, folder) -> None:
    """True as it is; one changed byte, and it is refused by the number of its line."""
    text = fetch(site, "/register/journal.jsonl")
    lines = text.splitlines()
    place = max(n for n, line in enumerate(lines) if '"position.taken"' in line)
    forged = [*lines[:place], lines[place].replace("sealed", "seaIed", 1), *lines[place + 1 :]]
    for content, is_true in ((text, True), ("\n".join(forged), False)):
        file = folder / "journal.jsonl"
        file.write_text(content, encoding="utf-8")
        script = [sys.executable, "-I", str(ROOT / "scripts/verify_journal.py"), str(file)]
        told = subprocess.run(script, capture_output=True, text=True, check=False)
        assert (told.returncode == 0) is is_true, told.stderr
    assert f"line {place + 1}" in told.stderr
