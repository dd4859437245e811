"""What can happen to an account besides what allauth does: an invitation, a rescue, an erasure."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import journal, mail, privacy


@transaction.atomic
def invite(*, user: User, actor: User | None) -> None:
    """Let a person choose a first password: the link, followed, also proves the address."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    with override(user.language):
        path = reverse("account_reset_password_from_key", args=_key(user))
    url = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    mail.send("accounts/invitation", to=user, context={"url": url})
    journal.record("account.invited", actor=actor, obj=user)


@transaction.atomic
def remove_second_factor(*, user: User, actor: User | None, why: str) -> None:
    """Let a person who lost it sign in with the password alone, after an operator made sure who asks."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    mail.send("accounts/second_factor_removed", to=user)
    journal.record("account.second_factor_removed", actor=actor, obj=user, why=why)


def note_refused_mail(address: str, why: str) -> None:
    """Remember that a person's address takes no mail: the person is told on the site."""
    found = User.objects.filter(email__iexact=address, mail_refused_at__isnull=True)
    found.update(mail_refused_at=timezone.now(), mail_refused_why=why[:300])


def write_again(user: User) -> None:
    """Write to a person again, who says that the address takes mail."""
    User.objects.filter(pk=user.pk).update(mail_refused_at=None, mail_refused_why="")


@transaction.atomic
def erase(*, user: User, actor: User, why: str = "") -> None:
    """Forget a person everywhere; what the public record keeps stays under the pseudonym."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return
    address, language = user.email, user.language
    privacy.erase(user)
    journal.record("account.erased", actor=actor, obj=user, why=why)
    transaction.on_commit(lambda: _say_goodbye(address, language))


def _say_goodbye(address: str, language: str) -> None:
    """The last message is delivered at once: in the queue's log, it would keep the address."""
    with override(language):
        message = EmailMessage(_("Your account is erased"), render_to_string("accounts/email/erased.txt"), to=[address])
    message.connection = get_connection(settings.POST_OFFICE["BACKENDS"]["default"], fail_silently=True)
    message.send()


def _key(user: User) -> tuple[str, str]:
    return user_pk_to_url_str(user), default_token_generator.make_token(user)
