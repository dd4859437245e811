"""A verifier as anybody could write one: it knows the site by its addresses only, and signs nothing."""

import base64
import gzip
import json

from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS


def did_document(client):
    return json.loads(client.get("/.well-known/did.json").content)


def key_of(document, kid):
    """The public key that a document has under this address, and that may assert."""
    (method,) = [
        one for one in document["verificationMethod"] if one["id"] == kid and kid in document["assertionMethod"]
    ]
    return JWK(**method["publicKeyJwk"])


def verified(text, document):
    """(header, payload) of a signed text; raises InvalidJWSSignature for one that the key did not sign."""
    signed = JWS()
    signed.deserialize(text)
    signed.verify(key_of(document, signed.jose_header["kid"]), alg="EdDSA")
    return signed.jose_header, json.loads(signed.payload)


def read(client, path, document=None):
    """The payload of a signed document of the site."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vc+jwt")
    return verified(answer.content.decode(), document or did_document(client))[1]


def bits(encoded):
    """The bits of a list, as a text of 0 and 1."""
    assert encoded[0] == "u"
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    unpacked = gzip.decompress(packed)
    return f"{int.from_bytes(unpacked, 'big'):0{len(unpacked) * 8}b}"


def states(client, credential):
    """{purpose: bit} of a credential, read from the lists that it names."""
    found = {}
    for entry in credential["credentialStatus"]:
        listed = read(client, entry["statusListCredential"].removeprefix("http://localhost:8000"))
        assert listed["credentialSubject"]["statusPurpose"] == entry["statusPurpose"]
        found[entry["statusPurpose"]] = bits(listed["credentialSubject"]["encodedList"])[int(entry["statusListIndex"])]
    return found
