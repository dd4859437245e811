"""Mail as it is written: in each reader's language, in the transaction that causes it."""

from pathlib import Path

import pytest
from django.conf import settings as site
from django.core import mail as outbox
from django.db import transaction
from django.utils.translation import override
from post_office.models import Email

from core import mail
from tests.factories.accounts import make_user

WRITTEN = sorted((site.BASE_DIR / "templates").glob("*/email/*.subject.txt"))
SUBJECT = "{% load i18n %}{% translate 'Language' %}\n {{ name }}"
TEXT = '{% extends "email/base.txt" %}{% block content %}{{ name }}{% endblock %}'
HTML = '{% extends "email/base.html" %}{% block content %}<p>{{ name }}</p>{% endblock %}'


@pytest.fixture(autouse=True)
def _empty_queue(db):
    Email.objects.all().delete()


@pytest.fixture(autouse=True)
def _templates(settings, tmp_path):
    folder = tmp_path / "templates" / "test" / "email"
    folder.mkdir(parents=True)
    for end, content in (("subject.txt", SUBJECT), ("txt", TEXT), ("html", HTML)):
        (folder / f"hello.{end}").write_text(content)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path / "templates"]}]


def hello(to, name="Ana", **kwargs):
    return mail.send("test/hello", to=to, context={"name": name}, **kwargs)


def test_a_mail_has_text_html_and_a_subject_on_one_line():
    hello("ana@example.org", "L'été <b>")
    mail.deliver()
    [sent] = outbox.outbox
    assert sent.to == ["ana@example.org"]
    assert sent.subject.endswith(" L'été <b>")
    assert "\n" not in sent.subject
    assert "L'été <b>" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "L&#x27;été &lt;b&gt;" in html


def test_each_person_reads_their_own_language():
    people = [make_user("a@example.org", language="fr"), make_user("b@example.org", language="en")]
    with override("en"):
        mails = hello([*people, "c@example.org"])
    assert [one.subject for one in mails] == ["Langue Ana", "Language Ana", "Language Ana"]


def test_nobody_gets_two_and_a_closed_account_gets_none():
    ana, gone = make_user(), make_user("gone@example.org", is_active=False)
    assert [one.to for one in hello([ana, "ANA@example.org", gone])] == [["ANA@example.org"]]


def test_what_somebody_typed_is_never_run_as_a_template():
    hello("ana@example.org", "{{ base_url }}{% now 'Y' %}")
    mail.deliver()
    assert "{{ base_url }}{% now 'Y' %}" in outbox.outbox[0].body


def test_a_rolled_back_action_sends_nothing(transactional_db):
    with transaction.atomic():
        hello("ana@example.org")
        transaction.set_rollback(True)
    assert not Email.objects.exists()
    hello("bob@example.org")
    assert mail.deliver() == 1


def test_the_answer_goes_where_it_should():
    hello("ana@example.org", reply_to="bob@example.org")
    mail.deliver()
    assert outbox.outbox[0].extra_headers["Reply-To"] == "bob@example.org"


@pytest.mark.parametrize("subject", WRITTEN, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_every_mail_of_the_site_has_text_and_html_with_at_most_one_button(subject):
    name = str(subject).removesuffix(".subject.txt")
    assert Path(f"{name}.txt").exists()
    assert Path(f"{name}.html").read_text().count('class="button"') <= 1
