"""The guides say what the law of the process says, with the numbers that a charter has by default."""

import re
import sys

import pytest
from django.conf import settings

from certification.rules.certificates import CONDITION_REMINDERS, SUSPENDING_COLLEGES
from certification.rules.rounds import SEALED_SHARE
from certification.rules.ruleset import Ruleset
from certification.states import LAW

RULES = Ruleset()


@pytest.fixture
def script(monkeypatch):
    """`scripts/draw_process.py`, which is on no path."""
    monkeypatch.syspath_prepend(settings.BASE_DIR / "scripts")
    import draw_process  # noqa: PLC0415

    yield draw_process
    sys.modules.pop("draw_process")


def page(name):
    return (settings.BASE_DIR / "docs" / name).read_text()


def test_the_tables_are_those_of_the_law(script):
    for name in script.PAGES:
        text = (settings.BASE_DIR / name).read_text()
        assert script.MARKED.search(text), name
        assert script.drawn(text) == text, "Run python scripts/draw_process.py"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_row_of_a_file_and_of_a_round_has_words(script, language):
    for row in LAW.transitions:
        if row.kind in script.STATES:
            assert script.DONE[language][row.kind, row.action]
            assert script.who(row.who, language)
            assert all(script.NAMES[language][row.kind, state] for state in row.states)


def test_a_table_that_no_longer_says_the_law_is_seen(script):
    text = "<!-- moves round en -->\n| old |\n<!-- end -->"
    assert "| old |" not in script.drawn(text)
    assert "**no quorum**" in script.drawn(text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("applicants.md", f"{RULES.opinion_days} days"),
        ("applicants.md", f"{RULES.opinion_days} jours"),
        ("applicants.md", f"{RULES.validity_months} months"),
        ("applicants.md", f"{RULES.progress_plan_months} months"),
        ("applicants.md", f"{RULES.renewal_opens_days} days"),
        ("applicants.md", f"{RULES.appeal_days} jours"),
        ("applicants.md", f"{CONDITION_REMINDERS[0]} et {CONDITION_REMINDERS[1]} jours"),
        ("applicants.md", f"{CONDITION_REMINDERS[0]} and {CONDITION_REMINDERS[1]} days"),
        ("reviewers.md", f"{RULES.round_days} jours"),
        ("reviewers.md", f"{RULES.round_days_least} jours au moins"),
        ("reviewers.md", f"{RULES.round_days // SEALED_SHARE} jours"),
        ("reviewers.md", f"{RULES.visit_reciprocity_months} mois"),
        ("facilitators.md", f"{RULES.extension_days} jours"),
        ("facilitators.md", f"{RULES.prolongation_days} jours"),
        ("facilitators.md", f"{RULES.urgent_suspension_days} jours"),
    ],
)
def test_the_numbers_are_those_of_a_charter_by_default(name, said):
    assert re.search(rf"(?<!\d){re.escape(said)}", page(name))


def test_numbers_in_words():
    assert (RULES.quorum_colleges, RULES.consenting_colleges, RULES.rounds_most) == (4, 4, 3)
    assert SUSPENDING_COLLEGES == 2
    for name in ("reviewers.md", "facilitators.md"):
        assert "quatre collèges" in page(name)
    assert "three rounds" in page("reviewers.md")
    assert "deux collèges" in page("facilitators.md")
