"""Finding an address with an online search, where the operators have set one; off by default."""

import logging

import requests
from django.conf import settings

from community.rules.places import is_on_earth

TIMEOUT = 3  # seconds: a form must not wait for somebody else's server
LEAST_SCORE = 0.5  # of 1, as the Base Adresse Nationale gives it
log = logging.getLogger(__name__)


def locate(street: str, postal_code: str, city: str) -> tuple[float, float] | None:
    """(latitude, longitude) of an address, asked of `GEOCODER_URL`; None when it is off, fails or is not sure."""
    if not settings.GEOCODER_URL:
        return None
    try:
        query = {"q": f"{street} {postal_code} {city}", "limit": 1}
        answer = requests.get(settings.GEOCODER_URL, params=query, timeout=TIMEOUT)
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
