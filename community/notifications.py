"""What the community tells people: each message declared once."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import FACILITATOR
from community.models import Actor, PersonRole
from community.notice import VOCABULARY, Notice, Topic, declare
from community.telling import Message, absolute, tell_one
from core import mail
from core.mail import Recipient

__all__ = ["Notice", "absolute", "facilitators", "link", "managers", "notify", "send", "tell", "tell_managers"]


NOTICES = {
    "invitation": Notice(
        _("You are invited to look after %(actor)s"),
        (
            _("%(person)s invites you to look after the page of %(actor)s on this site."),
            _("The button opens a page that says what this means. You can accept there, or do nothing."),
        ),
        _("See the invitation"),
    ),
    "person_joined": Notice(
        _("%(person)s now looks after %(actor)s"),
        (_("%(person)s has accepted the invitation and can now write on the page of %(actor)s."),),
        _("Who looks after the page"),
    ),
    "person_removed": Notice(
        _("You no longer look after %(actor)s"),
        (_("You have been taken off the list of those who look after the page of %(actor)s."),),
        _("My organisations"),
    ),
    "handed_over": Notice(
        _("%(actor)s is in your hands"),
        (_("%(person)s has handed the page of %(actor)s over to you: you are now its manager."),),
        _("Open the page"),
    ),
    "draft_ready": Notice(
        _("%(actor)s: a draft is ready to be published"),
        (_("%(person)s has prepared changes on the page of %(actor)s, and asks you to read and publish them."),),
        _("Read the draft"),
    ),
    "claim_filed": Notice(
        _("%(person)s claims the page of %(actor)s"),
        (_("%(person)s says that this page is that of their organisation. A facilitator must decide."),),
        _("Decide"),
        quoted="proof",
    ),
    "claim_waiting": Notice(
        _("A claim has been waiting for %(days)s days: %(actor)s"),
        (_("%(person)s still waits for an answer about the page of %(actor)s."),),
        _("Decide"),
    ),
    "claim_accepted": Notice(
        _("%(actor)s: the page is yours"),
        (_("You can now correct and complete the page of %(actor)s, and invite colleagues."),),
        _("Open the page"),
    ),
    "claim_declined": Notice(
        _("%(actor)s: your claim was not accepted"),
        (_("The facilitator could not entrust the page of %(actor)s to you. This is why:"),),
        _("See the page"),
        quoted="reason",
    ),
    "report_to_confirm": Notice(
        _("Confirm what you reported about %(actor)s"),
        (
            _("Somebody, probably you, used this address to report something about %(actor)s."),
            _("If it was you, open the page below and press the button. If not, do nothing: we forget it in a week."),
        ),
        _("Confirm my report"),
    ),
    "report_filed": Notice(
        _("Something was reported about %(actor)s"),
        (
            _("Somebody has noticed something on the page of %(actor)s: %(kind)s."),
            _("You can answer until %(until)s. A facilitator then concludes. Nothing is public meanwhile."),
        ),
        _("Read and answer"),
    ),
    "report_concluded": Notice(
        _("What came of your report about %(actor)s"),
        (_("Thank you for having told us. A facilitator has looked at it, and this is what was found:"),),
        _("See the page"),
        quoted="finding",
    ),
    "report_concluded_actor": Notice(
        _("%(actor)s: what came of a report"),
        (_("A facilitator has concluded about what was reported on your page. This is what was found:"),),
        _("Read the report"),
        quoted="finding",
    ),
    "attestation_proposed": Notice(
        _("%(author)s says that you work together"),
        (_("%(author)s wants to show on its page that it works with %(actor)s. Do you agree?"),),
        _("Answer"),
        quoted="text",
    ),
    "attestation_accepted": Notice(
        _("%(subject)s confirms that you work together"),
        (_("It is now shown on both pages."),),
        _("See the page"),
    ),
    "reminder": Notice(
        _("Is the page of %(actor)s still right?"),
        (
            _("Nobody has confirmed the page of %(actor)s since %(since)s. Visitors trust it less when it is old."),
            _("It takes one minute: read the page, then tell us. The links need no password and work for 30 days."),
        ),
        _("Everything is right"),
        more=((_("I correct something"), "correct_url"), (_("We have closed"), "closed_url")),
    ),
    "message": Notice(
        _("Message from %(name)s, for %(actor)s"),
        (_("%(name)s (%(email)s) writes to you from the page of %(actor)s. To answer, write to %(email)s."),),
        _("See the page"),
        quoted="message",
    ),
}


TOPICS = {
    Topic.PAGE: "person_joined person_removed handed_over draft_ready claim_accepted claim_declined report_concluded"
    " report_concluded_actor attestation_proposed attestation_accepted reminder",
    Topic.FACILITATION: "claim_filed claim_waiting report_filed",
}
declare(
    "community", NOTICES, TOPICS, required="claim_accepted claim_declined person_removed handed_over"
)  # fmt: skip


def notify(
    kind: str, /, *, to: Recipient | Iterable[Recipient], url: str, reply_to: str = "", concerning: str = "",
    **values: object,
) -> None:  # fmt: skip
    """Tell people of something of this kind; see `send`."""
    send("community", kind, NOTICES[kind], to=to, url=url, reply_to=reply_to, concerning=concerning, **values)


def send(
    app: str, kind: str, notice: Notice, /, *, to: Recipient | Iterable[Recipient], url: str, reply_to: str = "",
    concerning: str = "", **values: object,
) -> None:  # fmt: skip
    """Tell each person as she or he chose, in her or his language; write to each address.

    Args:
        app: which app tells it.
        kind: its name in the app's vocabulary.
        notice: what it says.
        to: people or addresses.
        url: where the button leads, absolute or of this site.
        reply_to: where an answer to the mail goes.
        concerning: "kind:uid" of what it is about: what happens to one thing in a short while makes one mail.
        values: of the texts.
    """
    message = Message(notice, url, values, reply_to)
    for one in [to] if isinstance(to, User | str) else to:
        if isinstance(one, User) and f"{app}.{kind}" in VOCABULARY:
            tell_one(VOCABULARY[f"{app}.{kind}"], one, message, concerning)
        else:
            mail.send("community/notice", to=one, context=message.context(), reply_to=reply_to)


def day(moment: datetime) -> str:
    """A date as people write it, in the present language and the site's time."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def managers(organisation: Actor) -> list[User]:
    """The people who manage an actor."""
    return list(
        User.objects.filter(
            is_active=True,
            pk__in=organisation.user_permissions.filter(permission__codename=PersonRole.MANAGER).values("user"),
        )
    )


def facilitators() -> list[User]:
    """Everybody who has the role."""
    group = Group.objects.filter(name=FACILITATOR).first()
    return list(group.user_set.filter(is_active=True)) if group else []


def tell_managers(kind: str, organisation: Actor, /, *, url_name: str, args: Iterable = (), **values: object) -> None:
    """Write to each manager, with a link in their language."""
    for user in managers(organisation):
        tell(kind, user, organisation, url_name=url_name, args=args, **values)


def tell(
    kind: str, user: User, organisation: Actor, /, *, url_name: str, args: Iterable = (), **values: object
) -> None:
    """Write to one person about an actor."""
    url = link(url_name, *args, language=user.language)
    concerning = f"actor:{organisation.uid}"
    notify(kind, to=user, url=url, concerning=concerning, actor=organisation.public_name or organisation, **values)


def link(url_name: str, *args: object, language: str = "") -> str:
    """The address of one of our pages in a language, by default the present one."""
    with override(language or get_language() or settings.LANGUAGE_CODE):
        return reverse(f"community:{url_name}", args=args)
