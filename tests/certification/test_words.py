"""The name of a college inside a sentence: between quotes, since it may be a plural or have a comma."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from certification.notifications import NOTICES
from certification.rules.tally import Lack
from certification.words import lack_words

NAMED = re.compile(r"(.?)(?:%\(college\)s|\{\{ college \}\})(.?)")
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates" / "certification").rglob("*.html"))


@pytest.mark.parametrize(
    ("lack", "expected"),
    [
        ((Lack.OBJECTION, "labour"), "The college “Workers” objects."),
        (
            (Lack.REQUIRED_COLLEGE, "consumers"),
            "The college “Consumers”, whose presence is required, has taken no position.",
        ),
    ],
)
def test_what_keeps_from_a_consensus(lack, expected):
    with override("en"):
        assert lack_words([lack]) == [expected]


def test_every_notice_and_every_page_quotes_it():
    with override("en"):
        notices = [str(text) for notice in NOTICES.values() for text in (notice.subject, *notice.body)]
    pages = [page.read_text() for page in TEMPLATES]
    around = [found.groups() for text in notices + pages for found in NAMED.finditer(text)]
    assert len(around) > 5
    assert set(around) == {("“", "”")}
