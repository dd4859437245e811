"""The documents that anybody can verify: the site's keys, the credential of a certificate, the status lists."""

from datetime import datetime

import jwt
from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import override

from certification import credential_keys
from certification.models import Certificate
from certification.network import Network
from certification.rules import credentials as rules
from certification.rules import keys, status_list
from certification.rules.certificates import state_on
from certification.rules.status_list import Purpose
from certification.states import CertificateState
from community.notifications import absolute

TYPE = "vc+jwt"
ALGORITHM = "EdDSA"


def did() -> str:
    """The identifier of this site, from its configured address: whoever asks by another name gets the same."""
    return keys.did(settings.WAGTAILADMIN_BASE_URL)


def did_document() -> dict | None:
    """Every key this site signed with; None for one that never did."""
    key, retired = credential_keys.present(), credential_keys.retired()
    if key is None and not retired:
        return None
    return keys.did_document(did(), key.public if key else None, retired)


def certificate_url(certificate: Certificate) -> str:
    """The whole address of a certificate's page, in the language that is active."""
    return absolute(reverse("certification:certificate", args=[certificate.number]))


def is_signed() -> bool:
    """Whether there is a key to sign with."""
    return credential_keys.present() is not None


def of_certificate(certificate: Certificate, network: Network) -> str | None:
    """The credential of a certificate, as a signed text; None without a key.

    It is made anew at each reading, so it says the present end; whether it still holds is in the status lists.
    """
    with override(settings.LANGUAGE_CODE):
        document = rules.credential(_given(certificate), _issuer(network), network.nouns, _lists())
    return _signed(document)


def _given(certificate: Certificate) -> rules.Given:
    decision, actor = certificate.decision, certificate.actor
    charter = decision.application.charter
    return rules.Given(
        number=certificate.number, url=certificate_url(certificate), index=certificate.index,
        starts_at=certificate.starts_at, ends_at=certificate.ends_at, organisation=actor.public_name,
        organisation_url=absolute(actor.get_absolute_url()), charter=charter.number, charter_sha256=charter.sha256,
        decision=decision.number, decision_url=absolute(reverse("certification:record", args=[decision.number])),
        decided_at=decision.decided_at, outcome=decision.outcome,
    )  # fmt: skip


def of_list(purpose: Purpose, network: Network, now: datetime) -> str | None:
    """A status list as it stands at this moment, as a signed text; None without a key. One query."""
    encoded = status_list.encode(_set_bits(purpose, now))
    return _signed(rules.status_credential(_lists()[purpose], purpose, encoded, _issuer(network), now))


def _set_bits(purpose: Purpose, now: datetime) -> list[int]:
    """The bits that are set, whatever the clock's job has written down."""
    until = Max("suspensions__ends_at", filter=Q(suspensions__lifted_at__isnull=True))
    rows = Certificate.objects.exclude(state=CertificateState.ACTIVE, ends_at__gt=now).annotate(until=until)
    found = rows.order_by("index").values_list("index", "state", "ends_at", "until")
    return [
        index for index, state, end, until in found
        if status_list.purpose_of(state_on(state, end, now, suspended_until=until)) == purpose
    ]  # fmt: skip


def _issuer(network: Network) -> rules.Issuer:
    return rules.Issuer(did(), network.name)


def _lists() -> dict[Purpose, str]:
    return {purpose: absolute(reverse("credentials:status", args=[purpose])) for purpose in Purpose}


def _signed(document: dict) -> str | None:
    """Sign as https://www.w3.org/TR/vc-jose-cose/ says; Ed25519 always gives the same text for the same document."""
    key = credential_keys.present()
    if key is None:
        return None
    headers = {"typ": TYPE, "kid": keys.key_id(did(), key.public)}
    return jwt.encode(document, key.private, algorithm=ALGORITHM, headers=headers)
