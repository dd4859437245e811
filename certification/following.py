"""The files whose discussion one follows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.models import FileFollow
from certification.parts import Part, parts
from community.following import Followed, Source


def _followed(user: User) -> list[Part]:
    """Those that one may still read; nobody is told of the others."""
    if not FileFollow.objects.filter(person=user).exists():
        return []
    return [one for one in parts(user) if one.is_followed and one.may("read_file")]


def followed_by(user: User) -> list[Followed]:
    """Each as a line of one's own list."""
    return [_line(one) for one in _followed(user)]


def _line(part: Part) -> Followed:
    uid, name = [part.application.uid], part.application.actor.public_name
    url = f"{reverse('certification:room', args=uid)}#messages"
    return Followed(_("Files, and what is said about them"), name, url, reverse("certification:follow", args=uid))


FILES = Source(followed_by, lambda user: len(_followed(user)))
