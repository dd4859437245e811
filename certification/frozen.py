"""The profile as it was frozen, for whoever checks its form: each field under the name that its author saw."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise

from certification.models import Application
from community.models import Actor

PUBLIC = ("identity", "legal", "place", "story")  # for everybody: addresses are given away to no robot
SECTIONS = (*PUBLIC, "contact")


def profile_lines(
    application: Application, sections: Iterable[str] = SECTIONS
) -> list[tuple[str | Promise, str]]:  # fmt: skip
    """(label, what is said) of every field of the frozen profile that says something in words."""
    profile = application.frozen_profile
    return [line for code in sections for line in _lines(profile.get(code, {}))]


def _lines(section: dict) -> Iterator[tuple[str | Promise, str]]:
    for name, value in section.items():
        if not value or isinstance(value, bool | list | dict):
            continue
        try:
            field = Actor._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        yield field.verbose_name, str(dict(field.flatchoices or ()).get(value, value))
