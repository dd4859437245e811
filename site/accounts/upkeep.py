"""What is done from time to time: nothing is kept of a session that has ended."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from core.tasks import periodic


@periodic
def forget_ended_sessions(_now: datetime) -> None:
    """Delete the browsers and the addresses of sessions that no longer exist."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
