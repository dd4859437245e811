"""A profile that changes while the colleges deliberate: contact passes, anything else voids the round."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.models import Application, Round
from certification.workflow.rounds import LIVE, void_changed
from community.models import Actor

PASSING = {"contact", "hours"}  # where and when one reaches an organisation says nothing of how it keeps the charter


def is_material(sections: set[str]) -> bool:
    """Whether these sections of a profile are part of what is judged."""
    return bool(sections - PASSING)


def warn(organisation: Actor, sections: set[str]) -> Promise | str:
    """What the applicant must know before publishing during a round."""
    live = Round.objects.filter(application__actor=organisation, state__in=LIVE)
    if not is_material(sections) or not live.exists():
        return ""
    return _(
        "The colleges are deliberating about you. Publishing this stops their round, whose positions will never count:"
        " they will have to begin another one. Contact and opening hours may change freely."
    )


def tell(organisation: Actor, sections: set[str], now: datetime) -> None:
    """Void the round of a profile that has changed."""
    if not is_material(sections):
        return
    for application in Application.objects.select_for_update().filter(actor=organisation, state="deliberation"):
        void_changed(application, now)
