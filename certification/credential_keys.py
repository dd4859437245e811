"""The keys that sign credentials, read from the settings; without one, nothing is signed."""

import json
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from jwt.algorithms import OKPAlgorithm
from jwt.exceptions import InvalidKeyError

from certification.rules.keys import public_part


class KeyRefusedError(ValueError):
    """A setting holds no key of the right kind; the message never repeats what it holds."""


@dataclass(frozen=True)
class SigningKey:
    """The key that signs today, and its public part as a JWK."""

    private: Ed25519PrivateKey
    public: dict[str, str]


def present() -> SigningKey | None:
    """The key of `CREDENTIAL_KEY`; None where there is none.

    Raises:
        KeyRefusedError: it is no private Ed25519 key.
    """
    return _read(settings.CREDENTIAL_KEY) if settings.CREDENTIAL_KEY.strip() else None


@lru_cache(maxsize=4)
def _read(text: str) -> SigningKey:
    try:
        key = _from_jwk(text) if text.lstrip().startswith("{") else _from_pem(text)
    except (ValueError, TypeError, InvalidKeyError) as error:
        raise KeyRefusedError("CREDENTIAL_KEY is neither a JWK nor a PEM.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefusedError("CREDENTIAL_KEY is no private Ed25519 key.")
    return SigningKey(key, public_part(OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)))


def _from_jwk(text: str) -> object:
    return OKPAlgorithm.from_jwk(json.loads(text))


def _from_pem(text: str) -> object:
    lines = text.replace("\\n", "\n")  # an environment file has one line for each variable
    return load_pem_private_key(lines.encode(), password=None)


def retired() -> list[dict[str, str]]:
    """The public parts of the keys of `CREDENTIAL_RETIRED_KEYS`, a JSON list of JWKs.

    Raises:
        KeyRefusedError: it is no list of Ed25519 keys.
    """
    try:
        keys = json.loads(settings.CREDENTIAL_RETIRED_KEYS or "[]")
        return [_public(key) for key in keys]
    except (ValueError, TypeError, KeyError, InvalidKeyError) as error:
        raise KeyRefusedError("CREDENTIAL_RETIRED_KEYS is no JSON list of Ed25519 keys.") from error


def _public(key: dict) -> dict[str, str]:
    OKPAlgorithm.from_jwk(public_part(key))
    return public_part(key)


def make() -> dict[str, str]:
    """A new private key as a JWK."""
    return OKPAlgorithm.to_jwk(Ed25519PrivateKey.generate(), as_dict=True)
