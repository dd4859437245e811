"""What the blocks of a page accept, and how they show it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.blocks import BodyBlock, LinkBlock, VideoBlock
from pages.models.charter import CommitmentBlock
from pages.video import embed_url


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        (
            "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://framatube.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
        ),
        (
            "https://framatube.org/videos/watch/9db9f3f1-9b54-44ed-9e91-461d262d2205",
            "https://framatube.org/videos/embed/9db9f3f1-9b54-44ed-9e91-461d262d2205",
        ),
        ("https://evil.example/w/kkGMgK9ZtnKfYAgnEtQxbv", ""),
        ('https://www.youtube.com/watch?v="><script>', ""),
        ("https://www.youtube.com/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_player_of_a_video(url, player):
    assert embed_url(url) == player


@given(st.text(max_size=60))
def test_player_is_always_on_an_allowed_host(text):
    found = embed_url(f"https://framatube.org/w/{text}")
    assert found == "" or found.startswith("https://framatube.org/videos/embed/")
    assert not set('"<> ') & set(found)


def test_video_of_a_site_that_is_not_allowed_is_refused_with_the_list():
    block = VideoBlock()
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python({"url": "https://evil.example/w/abcdefgh", "title": "x"}))
    assert "framatube.org" in str(caught.value.block_errors["url"])


def test_video_asks_nothing_of_the_other_site_before_a_click(db):
    block = VideoBlock()
    value = block.to_python({"url": "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv", "title": "Une visite"})
    html = block.render(value)
    assert "<iframe" not in html
    assert "<img" not in html
    assert 'href="https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv"' in html


@pytest.mark.parametrize(
    ("url", "page", "accepted"),
    [
        ("/actors/", None, True),
        ("https://example.org", None, True),
        ("mailto:nour@example.org", None, True),
        ("", None, False),
        ("javascript:alert(1)", None, False),
        ("example.org", None, False),
        ("data:text/html,x", None, False),
    ],
)
def test_link_leads_to_one_web_address(url, page, accepted):
    value = {"label": "Voir", "label_en": "", "page": page, "url": url}
    if accepted:
        assert LinkBlock().clean(value)["url"] == url
    else:
        with pytest.raises(ValidationError):
            LinkBlock().clean(value)


def commitment(**changes):
    levels = {f"level_{n}": "mots" for n in range(4)}
    values = {
        "code": "GOV1",
        "title": "T",
        "text": "t",
        "indicators": "i",
        "kind": "progress",
        "levels": levels,
    }
    return values | changes


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, None),
        ({"kind": "required", "levels": dict.fromkeys(commitment()["levels"], "")}, None),
        ({"levels": commitment()["levels"] | {"level_2": ""}}, "levels"),
        ({"code": "gouvernance"}, "code"),
        ({"code": "GOV1; DROP"}, "code"),
        ({"title": ""}, "title"),
    ],
)
def test_commitment_says_what_is_missing_where(changes, wrong):
    value = commitment(**changes)
    if wrong is None:
        assert CommitmentBlock().clean(value)
        return
    with pytest.raises(ValidationError) as caught:
        CommitmentBlock().clean(value)
    assert list(caught.value.block_errors) == [wrong]


def test_image_needs_a_text_alternative_or_to_be_decorative():
    image = BodyBlock().child_blocks["picture"].child_blocks["image"]
    assert {"alt_text", "decorative"} <= set(image.child_blocks)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("heading", "Qui décide ?", '<h2 id="qui-decide">Qui décide ?</h2>'),
        ("text", "<p>Du <b>texte</b></p>", "<b>texte</b>"),
        ("quote", {"text": "Bien", "author": "Léa"}, "<blockquote><p>Bien</p></blockquote>"),
        ("figure", {"number": "12", "unit": "fermes", "source": "Insee, 2020"}, "Insee, 2020"),
        (
            "accordion",
            {"questions": [{"question": "Quoi ?", "answer": "<p>Ça</p>"}]},
            "<summary>Quoi ?</summary>",
        ),
    ],
)
def test_block_is_shown(db, kind, value, expected):
    stream = BodyBlock().to_python([{"type": kind, "value": value}])
    assert expected in stream.render_as_block()


def test_what_is_typed_in_a_plain_block_is_escaped(db):
    stream = BodyBlock().to_python([{"type": "heading", "value": "<script>alert(1)</script>"}])
    assert "<script>" not in stream.render_as_block()
