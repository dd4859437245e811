"""The charter: freezing a version."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from certification.models import CharterVersion
from certification.models.charter import canonical_json, fingerprint
from certification.rules.ruleset import Ruleset
from certification.workflow.common import record


@transaction.atomic
def publish_charter(*, content: dict, ruleset: Ruleset, actor: User | None, now: datetime) -> CharterVersion | None:
    """Freeze a charter as its next version.

    Args:
        content: preamble and articles, as plain values.
        ruleset: the parameters of the process under this charter.
        actor: who publishes; None when a schedule does.
        now: the moment of publication.

    Returns:
        The new version, or None when nothing changed since the one in force.
    """
    text, parameters = canonical_json(content), ruleset.as_dict()
    latest = CharterVersion.objects.select_for_update().order_by("-number").first()
    sha256 = fingerprint(text, parameters)
    if latest and latest.sha256 == sha256:
        return None
    version = CharterVersion(
        number=latest.number + 1 if latest else 1,
        published_at=now,
        content=text,
        sha256=sha256,
        ruleset=parameters,
    )
    version.full_clean()
    version.save()
    record("charter.published", actor=actor, obj=version, data={"sha256": sha256}, now=now)
    return version
