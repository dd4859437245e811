"""Signed links of mails: one purpose each, for a limited time; a page opens, and only its button acts."""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

LENGTH = timedelta(days=30)
CONFIRM, CORRECT, CLOSED, STOP, REPORT, COMMENT = "confirm", "correct", "closed", "stop", "report", "comment"


class LinkError(Exception):
    """The link is not one of ours, is for another purpose, or is too old (`is_old`)."""

    def __init__(self, *, is_old: bool = False):
        self.is_old = is_old
        super().__init__("old" if is_old else "bad")


def sign(purpose: str, uid: object) -> str:
    """A token that names an object, for this purpose only."""
    return _signer(purpose).sign(str(uid))


def read(purpose: str, token: str, length: timedelta = LENGTH) -> str:
    """What a token names.

    Raises:
        LinkError: it was not made for this purpose, or longer ago than `length`.
    """
    try:
        return _signer(purpose).unsign(token, max_age=length)
    except SignatureExpired as error:
        raise LinkError(is_old=True) from error
    except BadSignature as error:
        raise LinkError from error


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"community.links.{purpose}")
