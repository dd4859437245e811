"""What a certificate says as a verifiable credential, and what a status list does.

Source: Verifiable Credentials Data Model 2.0, https://www.w3.org/TR/vc-data-model-2.0/. No person is in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from certification.rules.status_list import TTL, VALIDITY, Purpose, made_at

BASE = "https://www.w3.org/ns/credentials/v2"
OWN_WORDS = "https://www.w3.org/ns/credentials/undefined-terms/v2"  # for ours, which no published vocabulary has


@dataclass(frozen=True)
class Issuer:
    """Who signs: the identifier of the site and the name of the network."""

    did: str
    name: str

    def as_dict(self) -> dict[str, str]:
        """As a credential names it."""
        return {"id": self.did, "name": self.name}


@dataclass(frozen=True)
class Given:
    """A certificate, the decision that gave it and the organisation that has it, as plain values; addresses whole."""

    number: str
    url: str
    index: int
    starts_at: datetime
    ends_at: datetime
    organisation: str
    organisation_url: str
    charter: int
    charter_sha256: str
    decision: str
    decision_url: str
    decided_at: datetime
    outcome: str


def credential(given: Given, issuer: Issuer, nouns: Mapping[str, str], lists: Mapping[Purpose, str]) -> dict:
    """The credential of a certificate.

    Args:
        given: what it says.
        issuer: who says it.
        nouns: the public word for the result, by language.
        lists: the address of each status list.
    """
    return {
        "@context": [BASE, OWN_WORDS],
        "id": given.url,
        "type": ["VerifiableCredential", "ParticipatoryRecognitionCredential"],
        "name": [_in(language, f"{noun[:1].upper()}{noun[1:]} {given.number}") for language, noun in nouns.items()],
        "issuer": issuer.as_dict(),
        "validFrom": stamp(given.starts_at),
        "validUntil": stamp(given.ends_at),
        "credentialStatus": [_entry(purpose, url, given.index) for purpose, url in lists.items()],
        "credentialSubject": _subject(given, nouns),
    }


def _subject(given: Given, nouns: Mapping[str, str]) -> dict:
    return {
        "id": given.organisation_url,
        "type": "Organization",
        "name": given.organisation,
        "recognition": {
            "number": given.number,
            "name": [_in(language, noun) for language, noun in nouns.items()],
            "charter": {"version": given.charter, "sha256": given.charter_sha256},
            "decision": {
                "number": given.decision,
                "url": given.decision_url,
                "decidedAt": stamp(given.decided_at),
                "outcome": given.outcome,
            },
        },
    }


def _in(language: str, text: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _entry(purpose: Purpose, url: str, index: int) -> dict[str, str]:
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": str(purpose),
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def status_credential(url: str, purpose: Purpose, encoded: str, issuer: Issuer, now: datetime) -> dict:
    """A status list as the credential that it is; `encoded` comes from `status_list.encode`."""
    begins = made_at(now)
    return {
        "@context": [BASE],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.as_dict(),
        "validFrom": stamp(begins),
        "validUntil": stamp(begins + VALIDITY),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": str(purpose),
            "encodedList": encoded,
            "ttl": int(TTL.total_seconds() * 1000),
        },
    }


def stamp(moment: datetime) -> str:
    """A moment as these documents write it: seconds, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
