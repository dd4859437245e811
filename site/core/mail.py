"""Mail: one function to send, one to deliver; between the two, rows in our own database.

Rows are post_office's, and so are the connection to the server and the log. Rendering and delivery are ours:
post_office renders a finished text once more as a template (what a visitor typed would be executed), and
its sender notes a whole batch at its end (a batch that is killed would be sent twice).
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import make_msgid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language, override
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_message_id_fqdn

from core.mail_delivery import deliver, forget, retry

__all__ = ["deliver", "forget", "queue", "retry", "send"]

Recipient = AbstractBaseUser | str


def send(
    template: str,
    *,
    to: Recipient | Iterable[Recipient],
    context: dict | None = None,
    reply_to: str = "",
    now: datetime | None = None,
    headers: dict[str, str] | None = None,
) -> list[Email]:
    """Queue one mail per recipient, in the caller's transaction: what is rolled back sends nothing.

    Args:
        template: "app/name", for `templates/app/email/name.subject.txt`, `name.txt` and `name.html`.
        to: people, each in their own language, or addresses, in the present one. Who has closed their
            account gets nothing, and nobody gets two.
        context: what the templates use besides `recipient`, `site_name` and `base_url`.
        reply_to: where an answer goes.
        now: the moment at which the mail may leave; at once by default.
        headers: more lines of its head.
    """
    people = [to] if isinstance(to, AbstractBaseUser | str) else to
    wanted = {_address(one).lower(): one for one in people if isinstance(one, str) or one.is_active}
    head = (headers or {}) | ({"Reply-To": reply_to} if reply_to else {})
    return [_queue_one(template, one, context or {}, head, now) for one in wanted.values()]


def rewrite(email: Email, template: str, *, to: Recipient, context: dict) -> bool:
    """Say something else in a mail that waits for its hour; False when it is too late, or was tried already.

    The caller's transaction holds the row until its end.
    """
    waits = Email.objects.select_for_update().filter(
        pk=email.pk, status=STATUS.queued, number_of_retries=0, scheduled_time__gt=timezone.now()
    )
    if not waits.exists():
        return False
    subject, text, html = _rendered(template, to, context)
    return bool(waits.update(subject=subject, message=text, html_message=html))


def queue(**fields: object) -> Email:
    """Store one mail that is already written; `fields` are those of post_office's row."""
    return Email.objects.create(
        status=STATUS.queued,
        priority=PRIORITY.medium,
        message_id=make_msgid(domain=get_message_id_fqdn()),
        number_of_retries=0,
        **fields,
    )


def _queue_one(template: str, recipient: Recipient, context: dict, headers: dict, now: datetime | None) -> Email:
    subject, text, html = _rendered(template, recipient, context)
    return queue(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[_address(recipient)],
        subject=subject,
        message=text,
        html_message=html,
        headers=headers or None,
        scheduled_time=now or timezone.now(),
    )


def _rendered(template: str, recipient: Recipient, context: dict) -> tuple[str, str, str]:
    """Subject, text and HTML, in the language of whoever reads."""
    with override(getattr(recipient, "language", None) or get_language() or settings.LANGUAGE_CODE):
        return _render(template, {"recipient": recipient} | context)


def _render(template: str, context: dict) -> tuple[str, str, str]:
    app, _slash, name = template.partition("/")
    context = {"site_name": settings.WAGTAIL_SITE_NAME, "base_url": settings.WAGTAILADMIN_BASE_URL} | context
    subject, text, html = (
        # Only HTML is escaped: in plain text, an apostrophe is an apostrophe.
        get_template(f"{app}/email/{name}.{end}").template.render(Context(context, autoescape=end == "html"))
        for end in ("subject.txt", "txt", "html")
    )
    # The subject is a header: one line, whatever the values in it.
    return " ".join(subject.split()), text.strip() + "\n", html


def _address(recipient: Recipient) -> str:
    return recipient if isinstance(recipient, str) else recipient.email
