"""Mail of other packages: queued with ours, as it is."""

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives, get_connection
from post_office.models import Email

from core import mail


@pytest.fixture(autouse=True)
def _empty_queue(db):
    Email.objects.all().delete()


def queue(message):
    get_connection("core.mail_backend.QueueBackend").send_messages([message])


def test_a_message_goes_through_the_queue_untouched():
    message = EmailMultiAlternatives("{% now 'Y' %}", "text", to=["ana@example.org"], reply_to=["b@example.org"])
    message.attach_alternative("<p>html</p>", "text/html")
    queue(message)
    assert outbox.outbox == []
    mail.deliver()
    [sent] = outbox.outbox
    assert (sent.subject, sent.body) == ("{% now 'Y' %}", "text")
    assert sent.alternatives[0][0] == "<p>html</p>"
    assert sent.extra_headers["Reply-To"] == "b@example.org"


def test_an_attachment_is_refused_rather_than_lost():
    message = EmailMultiAlternatives("subject", "text", to=["ana@example.org"])
    message.attach("report.txt", "content", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        queue(message)
