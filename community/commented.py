"""What the community lets people comment on; and the package's own doors, closed."""

from django.utils.translation import gettext_lazy as _
from django_comments.signals import comment_will_be_posted

from community.discussions import Subject
from community.models import Actor

ACTORS = Subject(
    name="actor",
    model=Actor,
    key="uid",
    plural=_("Organisations"),
    visible_to=lambda _user, actors: actors.published(),
    label=lambda actor: actor.public_name,
)


def close_the_package() -> None:
    """Nobody posts through the views, forms or API of the package, even if somebody puts them at an address."""
    comment_will_be_posted.connect(_refuse, dispatch_uid="comments-are-ours")


def _refuse(**_kwargs) -> bool:
    return False
