"""Sectors and actors."""

from community.models.actor import Actor
from community.models.sector import Sector

__all__ = ["Actor", "Sector"]
