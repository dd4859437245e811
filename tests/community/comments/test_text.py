"""What is typed, what is stored, what is shown: nothing that runs gets through."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community import comment_text
from community.models import Mention
from community.rules import comments as rules
from core import rich_text
from tests.factories.comments import say
from tests.factories.community import make_actor

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
PIECES = st.sampled_from(
    [
        "<script>", "</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,a)",
        "<a href='JaVaScRiPt:alert(1)'>", "**", "> ", "- ", "`", "<", ">", '"', "'", "&", "&#106;avascript:", "\n", " ",
        "https://e.org/", "[a](https://e.org \"onmouseover=alert(1)\")", "<svg/onload=alert(1)>", "\ue0000\ue001", "@",
        "@[00000000-0000-4000-8000-000000000000]", "onclick=", "style=", "<!--", "-->", "]]>", "![x](https://e.org/x.png)",
    ]
)  # fmt: skip


class Reading(HTMLParser):
    """What a browser would see: tags, and the attributes of each."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=14).map("".join))
def test_nothing_that_runs_gets_through(text):
    seen = Reading(comment_text.html(comment_text.clean(text), ()))
    assert seen.tags <= ALLOWED
    for name, value in seen.attributes:
        assert name in {"href", "rel"}
        assert name != "href" or re.match(r"https?://", value)
        assert name != "rel" or value == "nofollow ugc noopener"


def test_the_reader_would_see_what_runs():
    """The test above can fail: its reader sees a handler where there is one."""
    seen = Reading('<img src=x onerror="alert(1)"><script>1</script>')
    assert "script" in seen.tags
    assert ("onerror", "alert(1)") in seen.attributes


def test_bold_lists_quotes_links():
    html = comment_text.html("**Merci**\n\n- un\n- deux\n\n> cité\n\nhttps://example.org/a", ())
    for piece in ("<strong>Merci</strong>", "<li>un</li>", "<blockquote>", 'href="https://example.org/a"'):
        assert piece in html
    assert 'rel="nofollow ugc noopener"' in html


def test_other_texts_of_the_site_keep_their_own_rel():
    assert 'rel="nofollow noopener noreferrer"' in rich_text.render("https://example.org")


@pytest.mark.django_db
def test_people_and_actors_are_called_by_name(garage, lea, noe, said):
    found = say(garage, noe, "Merci @Léa du Puits, et @Garage du Cric aussi. Et @personne.")
    assert {(one.person, one.organisation) for one in found.mentions.all()} == {(lea, None), (None, garage)}
    assert "Léa" not in found.comment
    html = comment_text.html(found.comment, found.mentions.all())
    assert '<strong class="mention">@Léa du Puits</strong>, et' in html
    assert f'<a class="mention" href="{garage.get_absolute_url()}">@Garage du Cric</a> aussi' in html
    assert "@personne" in html
    assert comment_text.typed(found.comment, found.mentions.all()) == (
        "Merci @Léa du Puits, et @Garage du Cric aussi. Et @personne."
    )


@pytest.mark.django_db
def test_who_has_not_spoken_here_cannot_be_called(garage, lea, noe):
    """Names are no directory: only those who can be read here, and published actors."""
    elsewhere = make_actor(name="Ailleurs")
    say(elsewhere, lea)
    make_actor(name="Brouillon", state="draft")
    found = say(garage, noe, "@Léa du Puits et @Brouillon")
    assert Mention.objects.filter(comment=found).count() == 0


@pytest.mark.django_db
def test_two_people_of_one_name_are_not_guessed_between(garage, lea, noe, said):
    from tests.factories.accounts import make_user  # noqa: PLC0415

    say(garage, make_user("other@example.org", display_name="léa DU puits"))
    assert say(garage, noe, "@Léa du Puits ?").mentions.count() == 0


@pytest.mark.django_db
def test_a_new_name_shows_and_is_escaped(garage, lea, noe, said):
    found = say(garage, noe, "@Léa du Puits")
    lea.display_name = "<b onclick=x>L</b>"
    lea.save()
    html = comment_text.html(found.comment, found.mentions.select_related("person"))
    assert "&lt;b onclick=x&gt;" in html
    assert "<b" not in html


@pytest.mark.django_db
def test_a_mark_that_somebody_types_calls_nobody(garage, lea, noe, said):
    found = say(garage, noe, f"@[{lea.uid}]")
    assert found.mentions.count() == 0
    assert "@[" not in found.comment


def test_a_name_inside_a_link_stays_text():
    class Somebody:
        key, name, organisation_id, organisation = "0" * 36, "Léa", None, None

    html = comment_text.html(f"[avec @[{'0' * 36}]](https://e.org)", [Somebody])
    assert ">avec @Léa</a>" in html


@pytest.mark.parametrize(
    ("text", "word"),
    [("Quel CRÉTIN !", "crétin"), ("cretins", ""), ("gros  mot", "gros mot"), ("rien", "")],
)
def test_refused_words_are_found_as_whole_words_without_case_or_accents(text, word):
    assert rules.refused_word(text, ("crétin", "gros mot")) == word
