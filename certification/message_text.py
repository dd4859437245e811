"""The words of messages as one person may read them: whoever is called has a name, or only a college."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from accounts.models import User
from certification.hearers import Hearer, known_names, veiled
from certification.models import Application, Message, MessageCall
from certification.permissions import roles_of
from certification.states import Role
from certification.words import COLLEGE
from community import comment_text
from community.rules.comments import mark_calls, names_called


@dataclass(frozen=True)
class Called:
    """Somebody called, as one reader may know her or him."""

    key: str
    name: str
    organisation: None = None


class Names:
    """What one person may know of those who are called in the messages of one file; asked once, and only if need be."""

    def __init__(self, messages: Iterable[Message], application: Application, user: User) -> None:
        """Read who is called in these messages of a file, as this person may know them."""
        calling = [one for one in messages if comment_text.TOKEN.search(one.text)]
        if calling:
            prefetch_related_objects(calling, "calls__person")
        self.hidden = veiled(application, roles_of(user, application)) if calling else {}
        self.reader = user
        self.calls = {one.pk: [self._called(call) for call in one.calls.all()] for one in calling}

    def _called(self, call: MessageCall) -> Called:
        college = self.hidden.get(call.person_id) if call.person_id != self.reader.pk else None
        return Called(str(call.person.uid), str(COLLEGE[college]) if college else call.person.get_full_name())

    def html(self, message: Message) -> SafeString:
        """What is read of a message."""
        return comment_text.html(message.text, self.calls.get(message.pk, ()))

    def typed(self, message: Message) -> str:
        """The same as its author wrote it."""
        return comment_text.typed(message.text, self.calls.get(message.pk, ()))


def marked(
    text: str, near: Iterable[Hearer], author: User, roles: Collection[Role], audience: str
) -> tuple[str, list[Hearer]]:  # fmt: skip
    """What somebody typed, as it is stored, and whom it calls.

    Args:
        text: as it was typed.
        near: the people near the file.
        author: who typed it.
        roles: what its author is to the file.
        audience: who reads it.
    """
    known = known_names(near, author, roles, audience)
    text, called = mark_calls(text, names_called(text), {name: (one.person.uid, one) for name, one in known.items()})
    return text, list({one.person.pk: one for one in reversed(called)}.values())
