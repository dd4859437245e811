"""Moments as each language writes them, in pages and in mails."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.utils.formats import date_format
from django.utils.translation import override

MOMENT = datetime(2026, 3, 3, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "kind", "expected"),
    [
        ("fr", "DATETIME_FORMAT", "3 mars 2026 à 14:05"),
        ("fr", "SHORT_DATETIME_FORMAT", "03/03/2026 à 14:05"),
        ("fr", "DATE_FORMAT", "3 mars 2026"),
        ("en", "DATETIME_FORMAT", "March 3, 2026, 2:05 p.m."),
    ],
)
def test_a_moment_in_a_template(language, kind, expected):
    template = engines["django"].from_string(f'{{{{ moment|date:"{kind}" }}}}')
    with override(language):
        assert template.render({"moment": MOMENT}) == expected


def test_a_moment_without_a_template():
    with override("fr"):
        assert date_format(MOMENT, "DATETIME_FORMAT").startswith("3 mars 2026 à ")
