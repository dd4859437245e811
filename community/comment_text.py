"""The text of a comment: what is stored, what is read, what its author finds in the form again.

Somebody called by “@” is stored as `@[uid]` beside a row that says whom: a new name shows everywhere, and whoever
leaves takes theirs away.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.models import Actor
from core import rich_text

REL = "nofollow ugc noopener"
TOKEN = re.compile(r"@\[([0-9a-f-]{36})\]")
OPEN, CLOSE = "\ue000", "\ue001"  # signs of the private use area, which no keyboard types
PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
LINK = re.compile(r"(<a\b.*?</a>)", re.DOTALL)


class Called(Protocol):
    """Somebody called in a text."""

    key: str  # how the text names it
    name: str  # as the reader may know it
    organisation: Actor | None


def clean(text: str) -> str:
    """What somebody typed, without the signs that we use and without marks that would look like ours."""
    text = text.replace(OPEN, "").replace(CLOSE, "").replace("\x00", "").strip()
    return TOKEN.sub(r"\1", text)


def html(text: str, mentions: Iterable[Called]) -> SafeString:
    """What readers see."""
    called = list(mentions)
    places = {mention.key: f"{OPEN}{number}{CLOSE}" for number, mention in enumerate(called)}
    marked = TOKEN.sub(lambda match: places.get(match[1], f"@{_('account closed')}"), text)
    pieces = LINK.split(_rendered(marked))
    return mark_safe("".join(_with_names(piece, called) for piece in pieces))  # noqa: S308 (cleaned; names are escaped)


@lru_cache(maxsize=2048)
def _rendered(marked: str) -> str:
    """The same text is read by many: its markup is read once a process."""
    return rich_text.render(marked, rel=REL)


def _with_names(piece: str, called: list[Called]) -> str:
    show = _plain_name if piece.startswith("<a ") else _linked_name
    return PLACE.sub(lambda match: show(called[int(match[1])]), piece)


def _plain_name(mention: Called) -> str:
    return format_html("@{}", mention.name)


def _linked_name(mention: Called) -> str:
    organisation = mention.organisation
    if organisation and organisation.is_published:
        return format_html('<a class="mention" href="{}">@{}</a>', organisation.get_absolute_url(), mention.name)
    return format_html('<strong class="mention">@{}</strong>', mention.name)


def typed(text: str, mentions: Iterable[Called]) -> str:
    """What its author wrote, as they wrote it."""
    return _named(text, mentions, lambda name: f"@{name}")


def plain(text: str, mentions: Iterable[Called]) -> str:
    """The words alone, for mails and lists."""
    return rich_text.plain(typed(text, mentions))


def _named(text: str, mentions: Iterable[Called], write: Callable[[str], str]) -> str:
    names = {mention.key: mention.name for mention in mentions}
    return TOKEN.sub(lambda match: write(names.get(match[1], _("account closed"))), text)
