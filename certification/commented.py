"""What the process lets people comment on: the reasoned opinions that members give in public."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certification.models import PublicOpinion
from certification.states import ApplicationState
from community.discussions import Subject
from core.permissions import Visitor


def _seen(_user: Visitor, opinions: QuerySet) -> QuerySet:
    """Opinions are public from the opening on, unless the file was withdrawn."""
    opened = opinions.filter(application__opinion_opens_at__isnull=False)
    return opened.exclude(application__state=ApplicationState.WITHDRAWN)


def _label(opinion: PublicOpinion) -> str:
    names = {"person": opinion.person, "actor": opinion.application.actor.public_name}
    return _("the opinion of %(person)s on %(actor)s") % names


def _address(opinion: PublicOpinion) -> str:
    return f"{reverse('certification:opinion', args=[opinion.application.uid])}#opinion-{opinion.uid}"


OPINIONS = Subject(
    name="opinion", model=PublicOpinion, key="uid", plural=_("Opinions of the public"),
    beside=("person", "application__actor"), visible_to=_seen, label=_label, address=_address
)  # fmt: skip
