"""The little markup that people type, and the HTML that it becomes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rich_text import TAGS, from_html, plain, render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un\n\nDeux", "<p>Un</p>\n<p>Deux</p>\n"),
        ("Un\nDeux", "<p>Un<br>\nDeux</p>\n"),
        ("**gras** et *fin*", "<p><strong>gras</strong> et <em>fin</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>\n"),
        ("", ""),
    ],
)
def test_markup(text, html):
    assert render(text) == html


def test_links_pass_nothing_on():
    html = render("Voir https://example.org/a?b=c et [ici](https://example.net)")
    assert html.count('rel="nofollow noopener noreferrer"') == 2
    assert 'href="https://example.org/a?b=c"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](data:text/html,<script>)",
        "<img src=x onerror=a>", '[x](https://e.org "onclick=alert(1)")', "![x](https://e.org/a.png)",
        "# Titre", "<b>gras</b>",
    ],
)  # fmt: skip
def test_nothing_runs_and_nothing_else_is_markup(text):
    html = render(text)
    assert set(re.findall(r"<(\w+)", html)) <= TAGS
    assert "onerror" not in re.sub(r"&lt;.*?&gt;|>[^<]*<", "", html)
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)', html))


@given(st.text(max_size=300))
def test_whatever_is_typed_the_result_is_safe(text):
    assert set(re.findall(r"<([a-zA-Z]\w*)", render(text))) <= TAGS
    assert not re.search(r"<[a-z]", plain(text).replace("&lt;", ""))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux &amp; trois</p>", "Un\n\nDeux & trois"),
        ("a<br>b", "a\nb"),
        ("<script>alert(1)</script>ok<style>p{}</style>", "ok"),
        ("<a href='x'>lien</a>  avec   espaces", "lien avec espaces"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_the_text_of_somebody_elses_html(html, text):
    assert from_html(html) == text
