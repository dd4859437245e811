"""What holds for the whole app: one place writes states, one place decides."""

import ast

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "community"
# `move`; a check's result by the rule; a visitor's report, not stored yet; imports, whose bulk updates ask the table.
ALLOWED = {
    "workflow/common.py", "models/reports.py", "workflow/reports.py", "workflow/imports.py", "workflow/sources.py",
}  # fmt: skip


def assignments(tree):
    """Every `x.state = …` and `update(state=…)` of a file."""
    for node in ast.walk(tree):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            names = [t for target in targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]
            if any(isinstance(t, ast.Attribute) and t.attr == "state" for t in names):
                yield node.lineno
        is_update = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update"
        if is_update and any(keyword.arg == "state" for keyword in node.keywords):
            yield node.lineno


def sources():
    return [path for path in FOLDER.rglob("*.py") if "migrations" not in path.parts and "imports" not in path.parts]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(FOLDER)))
def test_states_are_written_in_one_place(path):
    lines = list(assignments(ast.parse(path.read_text())))
    if str(path.relative_to(FOLDER)) not in ALLOWED:
        assert lines == []


def test_the_test_above_can_fail():
    assert list(assignments(ast.parse("a.state = 1\nb.x, c.state = 1, 2\nq.update(state=3)"))) == [1, 2, 3]
