"""A search in a frame of another site: what it shows, who may show it, the code that one copies."""

import html
import re

import pytest

from core import changes
from tests.factories.community import ActorFactory


@pytest.fixture
def made(nobody_else, index):
    """One that is recognised, one that is not, one that nobody may see."""
    found = [ActorFactory(name=name, latitude=46.32, longitude=-0.46) for name in ("Épicerie", "Atelier", "Cachée")]
    type(found[0]).objects.filter(pk=found[0].pk).update(certificate_state="active")
    type(found[2]).objects.filter(pk=found[2].pk).update(state="draft", slug=None)
    changes.note(*found)
    changes.drain()
    return found


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, _space, values in parts}


def test_a_frame_shows_the_answers_and_nothing_around_them(client, made):
    answer = client.get("/search/frame/?kind=actor&certificate=active")
    page = answer.content.decode()
    assert re.findall(r"(Épicerie|Atelier|Cachée)</a>", page) == ["Épicerie"]
    assert "1 réponse" in page
    assert not re.search(r"<(form|nav|header|footer|iframe)[\s>]", page)
    assert '<base target="_blank">' in page
    assert 'href="http://testserver/search/?kind=actor&amp;certificate=active"' in page
    assert not answer.cookies


@pytest.mark.parametrize(
    ("show", "has_map", "has_list"), [("both", 1, 1), ("map", 1, 0), ("list", 0, 1), ("all", 1, 1)]
)
def test_a_frame_shows_what_is_wanted(client, made, show, has_map, has_list):
    page = client.get(f"/search/frame/?kind=actor&show={show}").content.decode()
    assert ('id="map"' in page, "actor-card" in page) == (bool(has_map), bool(has_list))


def test_any_site_may_show_a_frame_and_only_the_frame(client, made):
    answer = client.get("/search/frame/?q=atelier")
    assert "X-Frame-Options" not in answer
    found = policy(answer)
    assert (found["frame-ancestors"], found["form-action"], found["frame-src"]) == ("*", "'none'", "'none'")
    assert (found["default-src"], found["script-src"], found["connect-src"]) == ("'none'", "'self'", "'self'")
    for path in ("/search/?q=atelier", "/search/embed/?q=atelier", "/", "/account/login/"):
        other = client.get(path)
        assert other["X-Frame-Options"] == "DENY"
        assert policy(other)["frame-ancestors"] == "'self'"


def test_a_network_says_who_may_show_its_frames(client, made, settings):
    settings.EMBED_ORIGINS = ["https://partner.example"]
    assert policy(client.get("/search/frame/?q=atelier"))["frame-ancestors"] == "https://partner.example"


def test_the_code_is_what_one_writes_into_a_page(client, made):
    page = client.get('/search/embed/?q="><b>&certificate=active&show=list&height=450').content.decode()
    assert "<b>" not in page
    code = html.unescape(re.search(r"<textarea.*?>(.*?)</textarea>", page, re.S)[1])
    attributes = dict(re.findall(r'(\w+)="([^"]*)"', code))
    assert code.startswith("<iframe ")
    assert code.endswith("></iframe>")
    assert html.unescape(attributes["src"]) == (
        "http://testserver/search/frame/?q=%22%3E%3Cb%3E&certificate=active&show=list"
    )
    assert html.unescape(attributes["title"]) == '"><b>, Reconnue'
    assert attributes["height"] == "450"


def test_a_height_that_is_none_is_said_beside_it_and_the_usual_one_is_taken(client, made):
    page = client.get("/search/embed/?q=atelier&show=map&height=9").content.decode()
    assert "200" in re.search(r'id="id_height_error".*?</', page, re.S)[0]
    assert 'height="600"' in page
