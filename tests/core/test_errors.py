"""Whatever goes wrong, the answer is a page that a person understands."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from core import errors, typed
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db

FROM_HERE = {"Origin": "http://testserver"}
SETTINGS = {"display_name": '<b>Ana</b> "quoted"\nsecond line', "language": "fr", "password": "hidden secret"}


def text(response):
    return response.content.decode()


def assert_helps(response, status):
    """One title, no trace of code, not kept by a cache."""
    page = text(response)
    assert response.status_code == status
    assert page.count("<h1>") == 1
    assert "Traceback" not in page
    assert "Exception" not in page


@pytest.fixture
def strict():
    """A browser that checks tokens, as a real one."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("path", ["/no-such-page/", "/en/no/such/page", "/%F0%9F%8C%BB/", "/%ff%fe/", "/a" * 500])
def test_unknown_address_offers_search_and_ways_on(client, path):
    response = client.get(path, follow=True)
    assert_helps(response, 404)
    assert 'type="search"' in text(response)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["?next=%00", "?%ff=%fe", "?page=" + "9" * 400, "?next=//evil.example", "?a[b]=;;&&="]
)
@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_malformed_query_string(client, path, query):
    response = client.get(path + query)
    assert response.status_code in {200, 400}
    assert "evil.example" not in response.headers.get("Location", "")


@pytest.mark.parametrize("value", ["\x00", "a" * 100_000, "\ud83d\ude00".encode("utf-8", "replace"), b"\xff\xfe"])
def test_strange_text_in_a_form(client, value):
    response = client.post("/account/login/", {"login": value, "password": value})
    assert_helps(response, 200)


def test_too_much_text(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/account/login/", {"login": "a" * 2000})
    assert_helps(response, 413)
    assert "1000" in text(response)


def test_too_large_a_request_is_refused_before_it_is_read(client, settings):
    settings.REQUEST_MAX_SIZE = 1000
    response = client.post("/account/login/", {"login": "a" * 2000})
    assert_helps(response, 413)


def test_too_many_fields(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert_helps(client.post("/account/login/", {str(number): "" for number in range(9)}), 400)


def test_broken_upload(client):
    response = client.post("/account/login/", b"not multipart", content_type="multipart/form-data; boundary=")
    assert_helps(response, 400)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "nonsense", ""])
def test_wrong_content_type_is_an_empty_form(client, kind):
    client.force_login(make_user())
    response = client.post("/account/", b'{"display_name": "x"}', content_type=kind)
    assert_helps(response, 200)
    assert 'role="alert"' in text(response)


def test_script_that_sends_json_gets_json(client):
    response = client.post("/account/login/", b'{"login": "x"}', content_type="application/json")
    assert response.status_code == 400
    assert response.json()["form"]["fields"]["login"]["errors"]


def test_wrong_host(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/account/login/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "Traceback" not in text(response)


def test_missing_token_gives_back_what_was_typed(strict):
    response = strict.post("/account/login/?next=/x", SETTINGS, headers=FROM_HERE)
    assert_helps(response, 403)
    page = text(response)
    assert '<form class="form" method="post" action="/account/login/?next=/x"' in page
    assert "&lt;b&gt;Ana&lt;/b&gt; &quot;quoted&quot;" in page
    assert "<b>Ana" not in page
    assert "hidden secret" not in page


def test_sending_again_works(strict):
    make_user()
    strict.force_login(make_user("bob@example.org"))
    refused = strict.post("/account/", {"display_name": "Bob B.", "language": "fr"}, headers=FROM_HERE)
    again = {"csrfmiddlewaretoken": str(refused.context["csrf_token"])}
    again |= dict(refused.context["typed"].fields)
    assert strict.post("/account/", again, headers=FROM_HERE).status_code == 302


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_form_of_another_site_gets_nothing_to_send_again(strict, headers):
    strict.force_login(make_user())
    response = strict.post("/account/", SETTINGS, headers=headers)
    assert_helps(response, 403)
    assert "Ana" not in text(response).split("<main")[1].split("</main")[0]


def test_expired_session_gives_back_what_was_typed(client):
    make_user()
    sign_in(client)
    client.cookies.pop("sessionid")
    response = client.post("/account/", SETTINGS)
    assert_helps(response, 403)
    page = text(response)
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page
    assert 'target="_blank"' in page
    sign_in(client)
    assert client.post("/account/", dict(response.context["typed"].fields)).status_code in {200, 302}


def test_expired_session_of_an_editor_gives_back_the_page(client):
    response = client.post("/admin/pages/3/edit/", {"title": "Long work", "body-0-value": "a paragraph"})
    assert_helps(response, 403)
    assert 'name="body-0-value" value="a paragraph"' in text(response)


def test_scripts_of_the_admin_are_left_to_wagtail(client):
    headers = {"Sec-Fetch-Mode": "cors"}
    assert client.post("/admin/pages/3/edit/", {"title": "x"}, headers=headers).status_code == 302


def test_files_are_said_to_be_left_out(rf):
    request = rf.post("/x/", {"title": "T", "file": SimpleUploadedFile("a.txt", b"a")})
    given = typed.read(request)
    assert given.has_files
    assert given.fields == [("title", "T")]


def test_forbidden_says_why_when_the_code_does(rf):
    request = rf.get("/x/")
    request.user = make_user()
    response = errors.permission_denied(request, PermissionDenied("Only the secretary can."))
    assert_helps(response, 403)
    assert "Only the secretary can." in text(response)


def test_server_error_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))
    assert_helps(response, 500)
    assert 'lang="en"' in text(response)
    assert "<script" not in text(response)


def test_error_page_that_fails_is_still_a_page(rf, monkeypatch):
    monkeypatch.setattr(errors, "render", lambda *_args, **_kwargs: 1 / 0)
    assert_helps(errors.not_found(rf.get("/"), Exception()), 404)


def test_crash_shows_no_trace(monkeypatch):
    def crash(*_args, **_kwargs):
        raise ValueError("a secret of the code")

    monkeypatch.setattr("accounts.views.ProfileForm", crash)
    browser = Client(raise_request_exception=False)
    browser.force_login(make_user())
    response = browser.get("/account/")
    assert_helps(response, 500)
    assert "a secret of the code" not in text(response)
