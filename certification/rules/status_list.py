"""Lists of one bit per certificate, as the W3C publishes the state of credentials.

Source: Bitstring Status List 1.0, https://www.w3.org/TR/vc-bitstring-status-list/.
"""

import base64
import gzip
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from certification.states import CertificateState

BITS = 131_072  # the fewest that the standard allows, so that one certificate hides among many
TTL = timedelta(minutes=5)  # how long a list may be kept by whoever asks
VALIDITY = 3 * TTL  # from the minute it was made; longer than TTL, since clocks differ
MOST_DRAWS = 10_000
ENDED = {CertificateState.EXPIRED, CertificateState.RENOUNCED, CertificateState.WITHDRAWN}


class Purpose(StrEnum):
    """What a bit that is set says: for ever, or for now."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


class FullError(RuntimeError):
    """No free bit was found."""


def purpose_of(state: str) -> Purpose | None:
    """The list on which a certificate in this state has its bit set."""
    if state == CertificateState.SUSPENDED:
        return Purpose.SUSPENSION
    return Purpose.REVOCATION if state in ENDED else None


def encode(indexes: Iterable[int]) -> str:
    """The list in which these bits are set: gzip, then base64url without padding, after the `u` of Multibase.

    Bit 0 is the leftmost one. The same bits always give the same text.
    """
    bits = bytearray(BITS // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def draw(is_taken: Callable[[int], bool]) -> int:
    """A free bit, at random: its number tells neither when a certificate was given nor how many there are.

    Raises:
        FullError: nearly every bit is taken.
    """
    for _attempt in range(MOST_DRAWS):
        index = secrets.randbelow(BITS)
        if not is_taken(index):
            return index
    raise FullError("The status lists are full.")


def made_at(now: datetime) -> datetime:
    """The beginning of the present stretch of `TTL`: within it, a list that says the same is the same text."""
    seconds = int(TTL.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
