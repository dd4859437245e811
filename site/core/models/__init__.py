"""Tables of the foundation."""

from core.models.generation import Generation
from core.models.journal import Event, EventDetail
from core.models.work import Change, Heartbeat, PeriodicRun

__all__ = ["Change", "Event", "EventDetail", "Generation", "Heartbeat", "PeriodicRun"]
