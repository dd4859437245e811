"""Who signs: the identifier of the site, its keys, and the document in which anybody finds them.

Sources: did:web (https://w3c-ccg.github.io/did-method-web/), RFC 7638 (thumbprints), RFC 8037 (Ed25519 as JWK).
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

from core.chain import canonical_json

CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"]
PUBLIC = ("crv", "kty", "x")  # what RFC 7638 takes of such a key; nothing else of it leaves the site
Jwk = Mapping[str, str]


def did(base_url: str) -> str:
    """The identifier of the site at this address: `did:web:example.org`, a port written `%3A8000`."""
    return f"did:web:{quote(urlsplit(base_url).netloc, safe='.-')}"


def public_part(key: Jwk) -> dict[str, str]:
    """A key without its secret."""
    return {name: key[name] for name in PUBLIC}


def thumbprint(key: Jwk) -> str:
    """The name of a key, computed from itself: SHA-256 in base64url."""
    digest = hashlib.sha256(canonical_json(public_part(key)).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def key_id(controller: str, key: Jwk) -> str:
    """The address of a key inside the document of its controller."""
    return f"{controller}#{thumbprint(key)}"


def did_document(controller: str, present: Jwk | None, retired: Iterable[Jwk]) -> dict:
    """The document of `controller`: the key with which it signs today, and those with which it once did.

    All may assert: strict programs refuse what a key outside of `assertionMethod` signed (Controlled Identifiers 1.0,
    section 2.3.2), and copies of old certificates are to be verified for ever. A key that leaked is in neither list.
    """
    own = [present] if present else []
    keys = {thumbprint(key): key for key in (*own, *retired)}  # one that was listed twice is there once
    return {
        "@context": CONTEXT,
        "id": controller,
        "verificationMethod": [_method(controller, key) for key in keys.values()],
        "assertionMethod": [key_id(controller, key) for key in keys.values()],
    }


def _method(controller: str, key: Jwk) -> dict:
    return {
        "id": key_id(controller, key),
        "type": "JsonWebKey",
        "controller": controller,
        "publicKeyJwk": public_part(key) | {"kid": thumbprint(key), "alg": "EdDSA"},
    }
