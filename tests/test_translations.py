"""The interface is complete in French, and what is compiled is what is written."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "site/locale/fr/LC_MESSAGES/django.po"
FOLDERS = ("site", "pages", "community", "certification", "search", "templates")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}
TEXT = r"""u?(?:\"{3}.*?\"{3}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
LITERAL = re.compile(TEXT, re.DOTALL)
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)", re.DOTALL)


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(CATALOGUE))


def sources(ending):
    return [
        path for folder in FOLDERS for path in (ROOT / folder).rglob(f"*.{ending}") if "migrations" not in path.parts
    ]


def said_in(code: str) -> set[str]:
    """Every text handed to gettext in Python code."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        name = getattr(getattr(node, "func", None), "id", "")
        if name in CALLS | WITH_CONTEXT and len(node.args) > (name in WITH_CONTEXT):
            text = node.args[1 if name in WITH_CONTEXT else 0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.add(text.value)
    return found


def said_in_template(source: str) -> set[str]:
    """The same for a template, which Django turns into something like Python (the rest of a line may follow)."""
    found = set()
    for call in CALL.finditer(templatize(source)):
        texts = [ast.literal_eval(text) for text in LITERAL.findall(call[2])]
        found.add(texts[1 if call[1].startswith(("p", "np")) else 0])
    return found


def test_everything_is_translated(catalogue):
    missing = [entry.msgid for entry in catalogue.untranslated_entries()]
    assert missing == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_every_text_of_the_code_is_in_the_catalogue(catalogue):
    known = {entry.msgid for entry in catalogue}
    said = {text for path in sources("py") for text in said_in(path.read_text())}
    assert len(said) > 200
    assert sorted(said - known) == []


def test_every_text_of_the_templates_is_in_the_catalogue(catalogue):
    known = {entry.msgid for entry in catalogue}
    said = {text for path in [*sources("html"), *sources("txt")] for text in said_in_template(path.read_text())}
    assert len(said) > 150
    assert sorted(said - known) == []


def test_compiled_catalogue_is_the_written_one(catalogue):
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    written = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in catalogue}
    assert {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in compiled} == written


def test_placeholders_survive(catalogue):
    pattern = re.compile(r"%\(\w+\)[sd]|%[sd]")
    for entry in catalogue:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            allowed = set(pattern.findall(entry.msgid + entry.msgid_plural))
            assert set(pattern.findall(text)) <= allowed, entry.msgid


def test_french_typography(catalogue):
    """A straight apostrophe, or an ordinary space before a double sign, is a slip of the keyboard."""
    for entry in catalogue:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            plain = re.sub(r"<[^>]*>|%\(\w+\)s|https?://\S+", "", text)
            assert not re.search(r"\w'\w", plain), text
            assert not re.search(r"\w [;:!?»]|« ", plain), text
