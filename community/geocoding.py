"""Finding an address with an online search, where the operators have set one; off by default."""

import hashlib
import logging

import requests
from django.conf import settings
from django.core.cache import cache

from community.rules.places import is_on_earth

TIMEOUT = 3  # seconds: a form must not wait for somebody else's server
KEPT = 30 * 24 * 3600  # seconds that an address stays where it was found
RETRY = 300  # seconds before one that was not found is asked again
LEAST_SCORE = 0.5  # of 1, as the Base Adresse Nationale gives it
log = logging.getLogger(__name__)


def locate(street: str, postal_code: str, city: str) -> tuple[float, float] | None:
    """(latitude, longitude) of an address, asked of `GEOCODER_URL`; None when it is off, fails or is not sure."""
    if not settings.GEOCODER_URL:
        return None
    address = f"{street} {postal_code} {city}"
    key = f"geocoded:{hashlib.sha256(address.encode()).hexdigest()}"
    found = cache.get(key)  # a draft asks again at each page that shows it
    if found is None:
        found = _ask(address)
        cache.set(key, found or (), KEPT if found else RETRY)
    return found or None


def _ask(address: str) -> tuple[float, float] | None:
    try:
        answer = requests.get(settings.GEOCODER_URL, params={"q": address, "limit": 1}, timeout=TIMEOUT)
        answer.raise_for_status()
        return _first(answer.json())
    except (requests.RequestException, ValueError, KeyError, TypeError, IndexError):
        log.warning("The search of addresses does not answer as expected", exc_info=True)
        return None


def _first(found: dict) -> tuple[float, float] | None:
    feature = found["features"][0]
    longitude, latitude = (float(value) for value in feature["geometry"]["coordinates"][:2])
    is_sure = float(feature["properties"].get("score", 1)) >= LEAST_SCORE
    return (latitude, longitude) if is_sure and is_on_earth(latitude, longitude) else None
