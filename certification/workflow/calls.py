"""Whom a message calls by “@”: people near the file whose name its author may know; nobody is guessed at."""

from accounts.models import User
from certification.hearers import Hearer, hearers
from certification.message_text import marked
from certification.models import Application, Message, MessageCall
from certification.permissions import roles_of
from community.comment_text import clean


def find(text: str, application: Application, author: User, audience: str) -> tuple[str, list[Hearer]]:
    """What somebody typed, as it is stored, and whom it calls."""
    text = clean(text)
    if "@" not in text:
        return text, []
    return marked(text, hearers(application), author, roles_of(author, application), audience)


def store(message: Message, called: list[Hearer]) -> list[User]:
    """Keep whom a message calls; the people who were not called before."""
    known = set(message.calls.values_list("person", flat=True))
    message.calls.all().delete()
    MessageCall.objects.bulk_create(
        MessageCall(message=message, person=one.person) for one in called
    )  # fmt: skip
    return [one.person for one in called if one.person.pk not in known]
