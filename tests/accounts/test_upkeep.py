"""Periodic work of the accounts."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.upkeep import forget_ended_sessions
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_addresses_of_ended_sessions_are_forgotten():
    user, lasting, ended = make_user(), Client(), Client()
    sign_in(lasting)
    sign_in(ended)
    Session.objects.get(session_key=ended.session.session_key).delete()
    forget_ended_sessions(timezone.now())
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    assert list(keys) == [lasting.session.session_key]
