"""A draft as a whole: what was published, covered by what was typed since, step by step."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from community.forms.activity import ActivityForm
from community.forms.pictures import PictureForm
from community.forms.place import EstablishmentForm, PlaceForm
from community.forms.steps import (
    ContactForm,
    IdentityForm,
    LegalForm,
    OpeningForm,
    SizeForm,
    StepForm,
    StoryForm,
    ValuesForm,
)
from community.models import Actor, DraftPart
from community.models.document import content_of, private_of
from community.rules import profiles


@dataclass(frozen=True)
class Step:
    """One step of the form: its code is that of the document's section."""

    code: str
    title: Promise
    form: type
    is_list: bool = False


STEPS = (
    Step("identity", IdentityForm.title, IdentityForm),
    Step("legal", LegalForm.title, LegalForm),
    Step("activities", _("What you offer, and where"), ActivityForm, is_list=True),
    Step("place", PlaceForm.title, PlaceForm),
    Step("establishments", _("Other places"), EstablishmentForm, is_list=True),
    Step("contact", ContactForm.title, ContactForm),
    Step("hours", OpeningForm.title, OpeningForm),
    Step("story", StoryForm.title, StoryForm),
    Step("values", ValuesForm.title, ValuesForm),
    Step("pictures", _("Pictures"), PictureForm, is_list=True),
    Step("size", SizeForm.title, SizeForm),
)
BY_CODE = {step.code: step for step in STEPS}


@dataclass(frozen=True)
class Item:
    """One activity, place or picture of a draft."""

    key: str
    form: StepForm
    part: DraftPart | None

    @property
    def is_valid(self) -> bool:
        """Whether what was typed can be published; what is published can."""
        return not self.form.is_bound or self.form.is_valid()


@dataclass(frozen=True)
class Spot:
    """Something to correct or to say: its words, and where in the step it is."""

    label: Promise | str
    anchor: str = ""


@dataclass(frozen=True)
class StepStatus:
    """How a step stands, for the list of steps."""

    step: Step
    is_touched: bool
    errors: tuple[Spot, ...]
    missing: tuple[Spot, ...]  # compulsory things that are not said
    advised: int  # other things that readers expect


class Draft:
    """What an organisation is writing. Reads once; forms are made where they are asked for."""

    def __init__(self, organisation: Actor):
        self.organisation = organisation
        self.published = content_of(organisation)
        self.parts = {(part.step, part.key): part for part in organisation.draft_parts.select_related("saved_by")}

    def part(self, step: str, key: str = "") -> DraftPart | None:
        """What was typed in a step, if anything was."""
        return self.parts.get((step, key))

    def form(self, code: str, key: str = "") -> StepForm:
        """The form of a step: with what was typed, else with what is published."""
        part, form = self.part(code, key), BY_CODE[code].form
        if part and part.data and not part.is_removed:
            return form(part.typed, organisation=self.organisation)
        section = self._published_item(code, key) if key else self.published[code]
        return form(initial=form.initial_from(section, self.organisation), organisation=self.organisation)

    def _published_item(self, code: str, key: str) -> dict:
        return next((item for item in self.published[code] if item["key"] == key), {})

    def items(self, code: str) -> list[Item]:
        """The items of a step that is a list: those published, then the new ones, without those removed."""
        keys = [item["key"] for item in self.published[code]]
        keys += [key for step, key in self.parts if step == code and key not in keys]
        parts = {key: self.part(code, key) for key in keys}
        return [Item(key, self.form(code, key), parts[key]) for key in keys if not _is_removed(parts[key])]

    @cached_property
    def content(self) -> dict:
        """The whole document as it would be published; a step with errors counts by what it says clearly."""
        return {step.code: self._list(step.code) if step.is_list else self._section(step.code) for step in STEPS}

    def _section(self, code: str):
        if not self.part(code):
            return self.published[code]
        form = self.form(code)
        form.is_valid()
        section = form.section()
        if code == "place":
            section["point"] = "yes" if section.get("latitude") is not None else ""
        return section

    def _list(self, code: str) -> list[dict]:
        said = list(self._said(code))
        return profiles.with_one_logo(_existing(said)) if code == "pictures" else said

    def _said(self, code: str) -> Iterator[dict]:
        for item in self.items(code):
            if not item.form.is_bound:
                published = self._published_item(code, item.key)
                yield from [published] if published else []  # a new one in which nothing is typed is none
            elif item.form.is_valid():
                yield {"key": item.key} | item.form.section()

    @property
    def private(self) -> dict:
        """The private part of the contact."""
        if not self.part("contact"):
            return private_of(self.organisation)
        form = self.form("contact")
        form.is_valid()
        return form.private()

    @property
    def has_changes(self) -> bool:
        """Whether anything was typed since the last publication."""
        return bool(self.parts)

    @property
    def seen(self) -> list[tuple[int, int]]:
        """(key, version) of every part read here."""
        return [(part.pk, part.version) for part in self.parts.values()]

    @property
    def digest(self) -> str:
        """A short text that changes with every part: what was read is what is published."""
        return hashlib.sha256(repr(sorted(self.seen)).encode()).hexdigest()[:16]

    @cached_property
    def overtaken(self) -> set[str]:
        """Steps of which another version was published since one began to type: publishing replaces it."""
        bases = {part.base for part in self.parts.values() if part.base}
        revisions = self.organisation.revisions.filter(number__in=bases) if bases else ()
        changed = {
            revision.number: profiles.changed_sections(revision.profile, self.published) for revision in revisions
        }
        return {part.step for part in self.parts.values() if part.step in changed.get(part.base, ())}

    @cached_property
    def missing(self) -> list[profiles.Missing]:
        """What is not said yet."""
        return profiles.missing(self.content)

    @property
    def completeness(self) -> int:
        """Percentage of what is asked for that is said."""
        return profiles.completeness(self.content)

    @cached_property
    def statuses(self) -> list[StepStatus]:
        """How each step stands."""
        return [self._status(step) for step in STEPS]

    def _status(self, step: Step) -> StepStatus:
        lacks = [missing for missing in self.missing if missing.section == step.code]
        return StepStatus(
            step=step,
            is_touched=any(code == step.code for code, _key in self.parts),
            errors=self._errors(step),
            missing=tuple(_spot(step.form.base_fields, lack.field) for lack in lacks if lack.is_required),
            advised=sum(not missing.is_required for missing in lacks),
        )

    def _errors(self, step: Step) -> tuple[Spot, ...]:
        if step.is_list:
            wrong = [item.form for item in self.items(step.code) if not item.is_valid]
            return tuple(_spot(form.fields, name) for form in wrong for name in form.errors)
        form = self.form(step.code)
        return tuple(_spot(form.fields, name) for name in form.errors) if self.part(step.code) else ()

    @property
    def can_be_published(self) -> bool:
        """Whether nothing is wrong and nothing compulsory is missing."""
        return not any(status.errors or status.missing for status in self.statuses)

    @property
    def last_saved(self) -> DraftPart | None:
        """The part that was saved last."""
        return max(self.parts.values(), key=lambda part: part.saved_at, default=None)


FIELD_OF = {"city": "commune"}  # what the document calls otherwise than the form


def _spot(fields: dict, name: str) -> Spot:
    """A field in its own words; the whole step has none."""
    name = FIELD_OF.get(name, name)
    return Spot(fields[name].label, f"#id_{name}") if name in fields else Spot("")


def _existing(pictures: list[dict]) -> list[dict]:
    """Those whose file an editor has not deleted meanwhile."""
    keys = [picture["image"] for picture in pictures]
    known = set(get_image_model().objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [picture for picture in pictures if picture["image"] in known]


def _is_removed(part: DraftPart | None) -> bool:
    return part is not None and part.is_removed
