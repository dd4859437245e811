"""What is sealed or restricted appears nowhere for whom it is not meant: every address, every letter."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags
from django.utils.translation import gettext, override

from certification.models import Answer, Objection, PanelSeat, Suspension
from tests.certification.matrix.cases import decided, stored
from tests.certification.matrix.crawl import addresses, everything, guessed, letters
from tests.factories.certification import DAY
from tests.factories.world import END, NOW, TALKED, make_world, speak

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
SEATS = {f"seat_{code}" for code in ("consumers", "government", "industry", "labour", "ngo", "ssro")}
OURS = {"applicant", "colleague", "tied_seat", "bound_facilitator"}
STEER = {"facilitator", "superuser"}
READERS = SEATS | OURS | STEER | {"pair", "pair_consumer"}
ALL_ADDRESSES = ("anonymous", "member", "recused_seat", "operator")
OWN_ADDRESSES = (
    "applicant", "colleague", "tied_seat", "bound_facilitator", "interested_facilitator", "undeclared_seat",
    "seat_ssro", "seat_ngo", "recused_pair", "pair", "facilitator", "editor", "candidate", "panel",
)  # fmt: skip

# At the moment of the discussion: what was planted, and who may read it at all.
TALKING = {
    "SECRET-evidence-title": READERS,
    "SECRET-file-content": READERS,
    "SECRET-mark-words": SEATS - {"seat_ssro"},
    "SECRET-grid-summary": SEATS - {"seat_ssro"},
    "SECRET-draft-mark": {"seat_ssro"},
    "SECRET-draft-summary": {"seat_ssro"},
    "SECRET-position-text": SEATS,
    "SECRET-objection-harm": SEATS | STEER,
    "SECRET-objection-evidence": SEATS | STEER,
    "SECRET-objection-lifted-by": SEATS | STEER,
    "SECRET-form-note": SEATS | STEER,
    "SECRET-message-seats": SEATS,
    "SECRET-message-applicant": SEATS | OURS | STEER,
    "SECRET-meeting": SEATS | STEER,
    "SECRET-interest": STEER,
    "Nom-seat_": SEATS | STEER,
}
SEEN = {  # so that a crawl which sees nothing fails
    "applicant": {"SECRET-evidence-title", "SECRET-file-content", "SECRET-message-applicant"},
    "pair": {"SECRET-evidence-title"},
    "seat_ssro": {"SECRET-draft-mark", "SECRET-message-seats", "SECRET-objection-harm", "SECRET-meeting"},
    "seat_ngo": {"SECRET-grid-summary", "SECRET-message-seats"},
    "facilitator": {"SECRET-objection-harm"},
}


def build_world():
    found = make_world()
    speak(found)
    stored(Objection, found.objection, form_note="SECRET-form-note")
    return found


@pytest.fixture
def world(built_world):
    return built_world


def client_of(world, name):
    client = Client()
    if name != "anonymous":
        client.force_login(world.who[name])
    return client


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def leaks(world, name, secrets, only=""):
    """(who, secret, where) of everything that this person reads and should not; the secrets that were read."""
    pages = everything(client_of(world, name), world, only)
    wrong = [
        (name, secret, address)
        for secret, allowed in secrets.items()
        for address, text in pages.items()
        if name not in allowed and _without(world, name, secret, text)
    ]
    return wrong, {secret for secret in secrets for text in pages.values() if secret in text}


def _without(world, name, secret, text):
    """Whether a text has the secret, one's own name apart."""
    own = getattr(world.who[name], "display_name", "")
    return secret in (text.replace(own, "") if own else text)


@pytest.mark.parametrize(("who", "only"), [(ALL_ADDRESSES, ""), (OWN_ADDRESSES, "certification:")])
def test_nobody_reads_what_is_not_for_them_during_the_discussion(world, at, who, only):
    at(TALKED)
    faults = []
    for name in who:
        wrong, read = leaks(world, name, TALKING, only)
        faults += wrong
        assert SEEN.get(name, set()) <= read
    assert faults == []


def test_no_letter_tells_what_is_sealed(world):
    for name, one in world.who.items():
        for text in letters(one) if name != "anonymous" else ():
            found = {secret for secret in TALKING if secret in text and not secret.startswith("Nom-")}
            assert found == set(), (name, found)
    assert any("Sarcelle" in text for text in letters(world.who["seat_ngo"]))


def test_who_is_bound_receives_no_letter_about_the_file(world):
    """A facilitator with an interest, and one who writes for the applicant, are told nothing as facilitators."""
    assert any("objection" in text.lower() for text in letters(world.who["facilitator"]))
    for name in ("interested_facilitator", "bound_facilitator"):
        assert not any("objection" in text.lower() for text in letters(world.who[name])), name


PLAIN = re.compile(r'(csrfmiddlewaretoken"? value="|nonce[-="]+|Set-Cookie: |Vary: |uid["=: ]+)[^\s"]+|\s+')


def plain(text, user):
    """What a page says, apart from who reads it and from its tokens."""
    text = strip_tags(PLAIN.sub(" ", text))
    for own in (user.display_name, user.email, str(user.uid), user.display_name[:1]):
        text = text.replace(own, "")
    return PLAIN.sub(" ", text)


@pytest.mark.parametrize("name", ["recused_seat", "recused_pair"])
def test_who_is_recused_sees_what_everybody_sees(world, at, name):
    """Apart from what is their own: account, mandate, and the page that says why one leaves it to others."""
    at(TALKED)
    member, recused = client_of(world, "member"), client_of(world, name)
    own = re.compile(
        r"/account/|/colleges/|/mandates/|/my/|/deliberate/([0-9a-f-]{36}/)?(interest/)?$|/files/[0-9a-f-]{36}/visit/$"
    )
    different = []
    for address in addresses(world):
        if own.search(address):
            continue
        theirs, plains = recused.get(address), member.get(address)
        if theirs.status_code != plains.status_code:
            different.append((address, theirs.status_code, plains.status_code))
        elif not theirs.streaming and not address.startswith("/media"):
            said = [plain(one.content.decode(errors="replace"), world.who[who]) for one, who in
                    ((theirs, name), (plains, "member"))]  # fmt: skip
            if said[0].replace("Délibérer", "") != said[1]:
                different.append((address, said))
    assert different == []
    assert "Sarcelle" not in recused.get("/deliberate/").content.decode()
    assert "GOV1" not in recused.get(f"/deliberate/{world.application.uid}/").content.decode()


@pytest.mark.parametrize("name", ["anonymous", "member", "recused_seat", "recused_pair", "interested_facilitator"])
def test_a_guessed_address_answers_like_that_of_no_file(world, at, name):
    at(TALKED)
    client, uid = client_of(world, name), str(world.application.uid)
    public = f"/files/{uid}/opinion/"
    knows = {"recused_seat", "recused_pair", "interested_facilitator"}  # who declared it is told why one stays out
    own = {f"/deliberate/{uid}/", f"/deliberate/{uid}/interest/"} if name in knows else set()
    own |= {f"/files/{uid}/visit/"} if "recused" in name else set()
    asked = {one for one in addresses(world, "certification:") if uid in one} - {public} - own
    assert len(asked) > 12
    for address in asked:
        assert client.get(address).status_code == client.get(guessed(address, world)).status_code, address


@pytest.mark.parametrize("posted", ["say/", "position/", "opinion/"])
@pytest.mark.parametrize("name", ["recused_seat", "undeclared_seat", "recused_pair"])
def test_a_form_sent_wrong_shows_nothing_more(world, at, name, posted):
    """The answer to a form that is not valid is the whole room: whoever may not enter gets none."""
    at(TALKED)
    answer = client_of(world, name).post(f"/deliberate/{world.application.uid}/{posted}", {"text": ""})
    assert answer.status_code in {403, 404}
    assert "SECRET" not in answer.content.decode()


def test_what_is_sealed_is_sealed_for_seats_too(world, at):
    at(TALKED)
    room = f"/deliberate/{world.application.uid}/"
    assert "SECRET-grid-summary" not in client_of(world, "seat_ssro").get(room).content.decode()
    assert "SECRET-grid-summary" in client_of(world, "seat_ngo").get(room).content.decode()
    at(NOW + 29 * DAY)
    assert "SECRET-grid-summary" not in client_of(world, "seat_ngo").get(room).content.decode()


def test_the_count_as_it_stands_is_for_seats(world, at):
    at(TALKED)
    with override("fr"):
        count = gettext("As it stands")
    room = f"/deliberate/{world.application.uid}/"
    shown = {name for name in world.who if count in client_of(world, name).get(room).content.decode()}
    assert shown == SEATS


def test_names_of_seats_are_for_those_who_deliberate(world, at):
    """Whoever agreed is named to the applicant beside what was said; whoever did not is a college."""
    at(TALKED)
    room = f"/deliberate/{world.application.uid}/"
    assert "Nom-seat_ngo" in client_of(world, "seat_labour").get(room).content.decode()
    assert "Nom-seat_ngo" not in client_of(world, "applicant").get(room).content.decode()
    world.round.seats.filter(person=world.who["seat_ngo"]).update(shows_name=True)
    assert "Nom-seat_ngo" in client_of(world, "applicant").get(room).content.decode()


# Before and after

DRAFT = {"SECRET-draft-answer": OURS, "SECRET-evidence-title": OURS, "SECRET-file-content": OURS}
VISITED = {"SECRET-report-words": {"pair", "pair_consumer"}, "SECRET-summary": {"pair", "pair_consumer"}}
APPEALED = {
    "SECRET-appeal-grounds": OURS | STEER | {"panel"},
    "SECRET-vote-text": {"panel"},
    "SECRET-suspension": STEER | SEATS | {"pair", "undeclared_seat"},  # who may agree to it
    "SECRET-interest": STEER,
    "SECRET-message-seats": SEATS,
    "SECRET-draft-summary": {"seat_ssro"},
    "Nom-seat_": SEATS | STEER,
    "Nom-panel": {"panel"} | STEER,
}  # fmt: skip
OTHERS = (
    "anonymous", "recused_seat", "seat_ngo", "pair", "facilitator", "interested_facilitator", "applicant",
    "undeclared_panel", "recused_panel", "panel",
)  # fmt: skip


def check(world, secrets, who, seen):
    wrong, read = [], set()
    for name in who:
        more, saw = leaks(world, name, secrets, "certification:")
        wrong, read = wrong + more, read | saw
    assert wrong == []
    assert seen <= read


def test_a_draft_is_read_by_those_who_write_it(world, at):
    at(TALKED)
    stored(type(world.application), world.application, state="draft", assessment="", submitted_at=None)
    Answer.objects.filter(application=world.application).update(text="SECRET-draft-answer")
    check(world, DRAFT, OTHERS, {"SECRET-draft-answer"})


def test_a_report_is_read_once_both_have_signed(world, at):
    at(TALKED)
    stored(type(world.application), world.application, state="visit")
    words = {"findings": {"GOV1": "SECRET-report-words"}, "summary": "SECRET-summary"}
    stored(type(world.visit), world.visit, state="reported", signed_at=None, **words)
    check(world, VISITED, OTHERS, {"SECRET-report-words", "SECRET-summary"})


def test_an_appeal_is_read_by_its_panel_and_its_votes_by_nobody(world, at):
    at(END + DAY)
    decided(world)
    said = {"vote": "annulled", "text": "SECRET-vote-text", "voted_at": END}
    PanelSeat.objects.filter(person=world.who["panel"]).update(**said)
    Suspension.objects.create(
        certificate=world.certificate, reasons="SECRET-suspension", proposed_by=world.who["facilitator"]
    )
    check(world, APPEALED, OTHERS, {"SECRET-appeal-grounds"})
