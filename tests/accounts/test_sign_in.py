"""Signing up, in and out."""

import pytest

from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_sign_in(client):
    make_user()
    response = sign_in(client)
    assert response.status_code == 302
    assert response.url == "/account/"
    assert client.get("/account/").status_code == 200
