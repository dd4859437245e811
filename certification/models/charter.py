"""Versions of the charter: what applicants sign, frozen for ever."""

import hashlib
import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.rules.ruleset import Ruleset


class ImmutableError(TypeError):
    """Somebody tried to change or delete a version of the charter."""


def canonical_json(value: object) -> str:
    """The one text of a value: keys sorted, no spaces, Unicode as it is (RFC 8785 for our plain values)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class CharterVersionQuerySet(models.QuerySet):
    """Reads of versions; nothing here writes."""

    def in_force(self) -> "CharterVersion | None":
        """The latest version."""
        return self.order_by("-number").first()

    def update(self, **_kwargs) -> int:
        """Refuse: a version never changes."""
        raise ImmutableError("A version of the charter never changes.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: a version is never deleted."""
        raise ImmutableError("A version of the charter is never deleted.")


class CharterVersion(models.Model):
    """One published charter: number, date, canonical JSON, SHA-256, ruleset. Never changed, never deleted."""

    number = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    published_at = models.DateTimeField(_("published"), editable=False)
    content = models.TextField(_("content"), editable=False, help_text=_("Canonical JSON."))
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    ruleset = models.JSONField(_("ruleset"), editable=False)

    objects = CharterVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the charter")
        verbose_name_plural = _("versions of the charter")
        ordering = ["-number"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="certification_charter_number_from_one")]

    def __str__(self) -> str:
        return _("Charter, version %(number)s") % {"number": self.number}

    def save(self, *args, **kwargs) -> None:
        """Store once.

        Raises:
            ImmutableError: the version is already stored.
        """
        if self.pk:
            raise ImmutableError("A version of the charter never changes.")
        super().save(*args, **kwargs)

    def delete(self, *_args, **_kwargs) -> tuple[int, dict[str, int]]:
        """Refuse: a version is never deleted."""
        raise ImmutableError("A version of the charter is never deleted.")

    @property
    def journal_ref(self) -> str:
        """How the journal names this version."""
        return str(self.number)

    @property
    def previous_number(self) -> int:
        """The number of the version before this one; 0 for the first."""
        return self.number - 1

    @property
    def charter(self) -> dict:
        """The content as plain values: preamble, articles, their commitments."""
        return json.loads(self.content)

    @property
    def rules(self) -> Ruleset:
        """The ruleset as a value."""
        return Ruleset.from_dict(self.ruleset)

    @property
    def document(self) -> str:
        """The file that the fingerprint is of."""
        return document(self.content, self.ruleset)

    def is_intact(self) -> bool:
        """Whether the content still has the stored fingerprint."""
        return fingerprint(self.content, self.ruleset) == self.sha256


def document(content: str, ruleset: dict) -> str:
    """The whole version as canonical JSON: what anyone may download and whose fingerprint is kept."""
    return canonical_json({"charter": json.loads(content), "ruleset": ruleset})


def fingerprint(content: str, ruleset: dict) -> str:
    """SHA-256, in hexadecimal, of the document of a version."""
    return sha256_of(document(content, ruleset))


def sha256_of(text: str) -> str:
    """The fingerprint of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
