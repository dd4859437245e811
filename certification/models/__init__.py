"""What the process stores."""

from certification.models.charter import CharterVersion

__all__ = ["CharterVersion"]
