"""Credentials and status lists, verified by another library than the one that signs."""

import base64
import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from jwcrypto.jws import InvalidJWSSignature

from certification import checks, credential_keys, credentials
from certification.models import Certificate, Decision, Suspension
from certification.network import Network
from certification.rules import keys, status_list
from certification.workflow import certificates, suspensions
from pages.models import NetworkSettings
from tests.certification.verifier import bits, did_document, read, states, verified
from tests.factories.certification import DAY, NOW
from tests.factories.community import make_actor

pytestmark = pytest.mark.django_db
END = NOW + 50 * DAY
SITE = "http://localhost:8000"
LISTS = ("/certificates/status/revocation.jwt", "/certificates/status/suspension.jwt")


@pytest.fixture
def key(settings):
    made = credential_keys.make()
    settings.CREDENTIAL_KEY = json.dumps(made)
    return made


def path(certificate):
    return f"/certificates/{certificate.number}/credential.jwt"


def copy_of(certificate, state="expired"):
    """One more row, of another organisation."""
    n = Decision.objects.count()
    decision = Decision.objects.get(pk=certificate.decision_id)
    closed = decision.round
    closed.pk, closed.uid, closed.number = None, f"00000000-0000-4000-8000-{n:012}", 10 + n
    closed.save()
    decision.pk, decision.uid, decision.number, decision.round = None, closed.uid, f"D-2026-9{n}", closed
    decision.save()
    return Certificate.objects.create(
        number=f"C-2026-9{n}", actor=make_actor(name=f"Autre {n}"), decision=decision, state=state,
        starts_at=certificate.starts_at, ends_at=certificate.ends_at,
        index=status_list.draw(lambda index: index == certificate.index),
    )  # fmt: skip


def test_the_credential_says_what_was_given_and_by_whom(client, given, key, people, manager):
    NetworkSettings.objects.update(name="Réseau des Deux Rives", recognition_noun="mention")
    document = did_document(client)
    answer = client.get(path(given))
    header, payload = verified(answer.content.decode(), document)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert header == {"alg": "EdDSA", "typ": "vc+jwt", "kid": f"did:web:localhost%3A8000#{keys.thumbprint(key)}"}
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert payload["issuer"] == {"id": document["id"], "name": "Réseau des Deux Rives"}
    assert payload["id"] == f"{SITE}/certificates/{given.number}/"
    assert payload["name"][0] == {"@value": f"Mention {given.number}", "@language": "fr"}
    assert (payload["validFrom"], payload["validUntil"]) == ("2026-04-21T09:00:00Z", "2027-04-21T09:00:00Z")
    subject = payload["credentialSubject"]
    assert (subject["id"], subject["name"]) == (f"{SITE}{given.actor.get_absolute_url()}", "La Bricole")
    charter = given.decision.application.charter
    assert subject["recognition"]["charter"] == {"version": charter.number, "sha256": charter.sha256}
    assert subject["recognition"]["decision"] == {
        "number": "D-2026-0001", "url": f"{SITE}/register/D-2026-0001/", "decidedAt": "2026-04-21T09:00:00Z",
        "outcome": "granted",
    }  # fmt: skip
    for person in [manager, *(group[0] for group in people.values())]:
        assert str(person.uid) not in json.dumps(payload)
        assert person.get_full_name() not in json.dumps(payload, ensure_ascii=False)


def test_it_is_the_same_by_whatever_name_or_language_one_asks(client, given, key):
    other = client.get(path(given), headers={"host": "127.0.0.1", "accept-language": "en"})
    assert other.content == client.get(path(given)).content


def test_it_is_in_the_language_of_the_network_whoever_makes_it(given, key):
    with override("en"):
        signed = credentials.of_certificate(given, Network())
    assert f'"id":"{SITE}/certificates/{given.number}/"'.encode() in base64.urlsafe_b64decode(
        f"{signed.split('.')[1]}=="
    )


def test_a_prolonged_certificate_is_issued_again_with_its_present_end(client, given, key):
    read(client, path(given))
    given.ends_at += timedelta(days=60)
    given.save()
    assert read(client, path(given))["validUntil"] == "2027-06-20T09:00:00Z"


def test_one_changed_letter_is_refused(client, given, key):
    head, payload, signature = client.get(path(given)).content.decode().split(".")
    said = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).replace(b"La Bricole", b"La Bricule")
    forged = base64.urlsafe_b64encode(said).decode().rstrip("=")
    with pytest.raises(InvalidJWSSignature):
        verified(f"{head}.{forged}.{signature}", did_document(client))


def test_what_a_retired_key_signed_can_still_be_verified(client, given, key, settings):
    text, before = client.get(path(given)).content.decode(), did_document(client)
    settings.CREDENTIAL_KEY = json.dumps(credential_keys.make())
    settings.CREDENTIAL_RETIRED_KEYS = json.dumps([keys.public_part(key)])
    caches["pages"].clear()
    after = did_document(client)
    assert verified(text, after)[1]["id"].endswith(f"/{given.number}/")
    header, _payload = verified(client.get(path(given)).content.decode(), after)
    assert [method["id"] for method in after["verificationMethod"]] == [header["kid"], *before["assertionMethod"]]
    assert header["kid"] not in before["assertionMethod"]


def test_a_key_that_leaked_is_taken_out_and_verifies_nothing_more(client, given, key, settings):
    text = client.get(path(given)).content.decode()
    settings.CREDENTIAL_KEY = json.dumps(credential_keys.make())
    caches["pages"].clear()
    with pytest.raises(ValueError, match="not enough values"):
        verified(text, did_document(client))


def test_the_lists_follow_the_life_of_a_certificate(client, given, key, cast, at):
    credential = read(client, path(given))
    assert states(client, credential) == {"revocation": "0", "suspension": "0"}
    suspend(given, cast, END + 2 * DAY)
    at(END + 2 * DAY)
    assert states(client, credential) == {"revocation": "0", "suspension": "1"}
    suspensions.reinstate(certificate=given, actor=cast.facilitator, why="Réglé.", now=END + 3 * DAY)
    at(END + 3 * DAY)
    assert states(client, credential) == {"revocation": "0", "suspension": "0"}
    suspend(given, cast, END + 4 * DAY)
    Suspension.objects.filter(lifted_at=None).update(confirmed_at=END + 5 * DAY, ends_at=None)
    certificates.withdraw(certificate=given, actor=cast.facilitator, why="Grave.", now=END + 6 * DAY)
    at(END + 6 * DAY)
    assert states(client, credential) == {"revocation": "1", "suspension": "0"}
    assert states(client, read(client, path(given))) == {"revocation": "1", "suspension": "0"}


def suspend(given, cast, now):
    proposed = suspensions.propose_suspension(certificate=given, reasons="Grave.", actor=cast.facilitator, now=now)
    for college in ("consumers", "ngo"):
        suspensions.support_suspension(suspension=proposed, actor=cast.people[college][0], now=now)


def test_the_lists_look_at_the_clock_themselves(client, given, key, cast, at):
    credential = read(client, path(given))
    suspend(given, cast, END + 2 * DAY)
    at(END + 32 * DAY - timedelta(seconds=1))
    assert states(client, credential)["suspension"] == "1"
    at(END + 32 * DAY)  # nobody confirmed it in time
    assert states(client, credential) == {"revocation": "0", "suspension": "0"}
    assert 'data-state="active"' in client.get(f"/certificates/{given.number}/").content.decode()
    at(given.ends_at - timedelta(seconds=1))
    assert states(client, credential)["revocation"] == "0"
    at(given.ends_at)
    assert states(client, credential) == {"revocation": "1", "suspension": "0"}
    assert Certificate.objects.get().state == "suspended"  # as the clock's job left it


def test_one_that_has_ended_is_on_the_list_at_that_second(client, given, key, at):
    credential = read(client, path(given))
    at(given.ends_at - timedelta(seconds=1))
    assert states(client, credential) == {"revocation": "0", "suspension": "0"}
    at(given.ends_at)
    assert states(client, credential) == {"revocation": "1", "suspension": "0"}
    assert Certificate.objects.get().state == "active"  # nobody wrote it down


@pytest.mark.parametrize("state", ["renounced", "expired", "withdrawn"])
def test_only_the_bit_of_what_has_ended_is_set(client, given, key, state):
    ended = copy_of(given, state)
    revoked = bits(read(client, LISTS[0])["credentialSubject"]["encodedList"])
    assert len(revoked) == 131_072
    assert [index for index, bit in enumerate(revoked) if bit == "1"] == [ended.index]


def test_a_list_says_how_long_it_may_be_kept(client, given, key, at):
    at(END + timedelta(minutes=7))
    answer = client.get(LISTS[0])
    listed = read(client, LISTS[0])
    assert listed["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert listed["id"] == f"{SITE}{LISTS[0]}"
    assert (listed["validFrom"], listed["validUntil"]) == ("2026-04-21T09:05:00Z", "2026-04-21T09:20:00Z")
    assert (listed["credentialSubject"]["ttl"], answer["Cache-Control"]) == (300_000, "public, max-age=300")
    assert client.get(LISTS[0], headers={"if-none-match": answer["ETag"]}).status_code == 304
    certificates_end = {"if-none-match": answer["ETag"]}
    Certificate.objects.update(state="withdrawn")
    assert client.get(LISTS[0], headers=certificates_end).status_code == 200


def test_the_same_bits_always_give_the_same_text(monkeypatch):
    first = status_list.encode([3, 5])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000)
    assert status_list.encode([5, 3]) == first


def test_a_list_takes_as_many_queries_for_three_as_for_one(client, given, key):
    counts = []
    for size in (1, 3):
        while Certificate.objects.count() < size:
            copy_of(given)
        client.get(LISTS[0])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LISTS[0]).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


def test_without_a_key_nothing_is_signed_and_the_page_says_so(client, given):
    for address in (path(given), *LISTS, "/.well-known/did.json"):
        assert client.get(address).status_code == 404, address
    page = client.get(f"/certificates/{given.number}/").content.decode()
    assert "data-unsigned" in page
    assert "credential.jwt" not in page


def test_with_a_key_the_page_leads_to_the_credential(client, given, key):
    page = client.get(f"/certificates/{given.number}/").content.decode()
    assert f'href="{path(given)}"' in page
    assert "did:web:localhost%3A8000" in page
    assert "data-unsigned" not in page


def test_the_secret_is_in_no_answer(client, given, key, settings):
    settings.CREDENTIAL_RETIRED_KEYS = json.dumps([old := credential_keys.make()])  # a private one, by mistake
    addresses = (path(given), *LISTS, "/.well-known/did.json", f"/certificates/{given.number}/")
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert key["d"] not in answer.content.decode()
        assert old["d"] not in answer.content.decode()
    assert all("d" not in method["publicKeyJwk"] for method in did_document(client)["verificationMethod"])


def test_unknown_numbers_and_lists_are_not_found(client, given, key):
    for address in ("/certificates/C-2026-9999/credential.jwt", "/certificates/status/other.jwt"):
        assert client.get(address).status_code == 404


def test_every_certificate_has_a_bit_of_its_own(given):
    other = copy_of(given)
    for index in (given.index, status_list.BITS):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=other.pk).update(index=index)


def test_certificates_of_before_get_bits_at_random(given):
    for index, certificate in enumerate((given, copy_of(given), copy_of(given))):
        Certificate.objects.filter(pk=certificate.pk).update(index=index)
    import_module("certification.migrations.0004_credential").scatter(apps, None)
    bits_of = list(Certificate.objects.values_list("index", flat=True))
    assert len(set(bits_of)) == 3
    assert min(bits_of) > 2
    assert max(bits_of) < status_list.BITS


def test_a_bit_is_drawn_among_the_free_ones(monkeypatch):
    drawn = iter([5, 5, 7])
    monkeypatch.setattr(status_list.secrets, "randbelow", lambda _most: next(drawn))
    assert status_list.draw({5}.__contains__) == 7
    monkeypatch.undo()
    with pytest.raises(status_list.FullError):
        status_list.draw(lambda _index: True)
    assert len({status_list.draw(lambda _index: False) for _ in range(20)}) > 10


def test_the_command_makes_a_key_and_keeps_the_one_before(settings, capsys, client):
    call_command("make_credential_key")
    (line,) = capsys.readouterr().out.splitlines()
    settings.CREDENTIAL_KEY = line.removeprefix("CREDENTIAL_KEY=").strip("'")
    first = credential_keys.present().public
    call_command("make_credential_key")
    new, kept = capsys.readouterr().out.splitlines()
    assert json.loads(kept.removeprefix("CREDENTIAL_RETIRED_KEYS=").strip("'")) == [first]
    assert json.loads(new.removeprefix("CREDENTIAL_KEY=").strip("'"))["x"] != first["x"]
    assert checks.check_keys() == []


PEM = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----"""  # of RFC 8037, appendix A


def test_a_key_may_be_a_pem_on_one_line(settings):
    for text in (PEM, PEM.replace("\n", "\\n")):
        settings.CREDENTIAL_KEY = text
        public = credential_keys.present().public
        assert public["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        assert keys.thumbprint(public) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"  # RFC 8037, appendix A.3


@pytest.mark.parametrize("name", ["CREDENTIAL_KEY", "CREDENTIAL_RETIRED_KEYS"])
@pytest.mark.parametrize("text", ["zzz", '{"kty":"oct","k":"AAAA"}', '[{"kty":"OKP"}]', "[5]"])
def test_what_is_no_key_is_found_by_the_check_without_being_repeated(settings, name, text):
    setattr(settings, name, text)
    (error,) = checks.check_keys()
    assert name in error.msg
    assert text not in error.msg
