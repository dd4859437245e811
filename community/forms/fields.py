"""Fields that understand what people type: communes, territories, points, hours."""

import re
from types import ModuleType

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from localflavor.fr.forms import FRRNAField

from community.models import Territory
from community.queries.places import find_communes, find_territories, suggest_communes, suggest_territories
from community.rules import hours
from community.rules.places import read_point, write_point

SEPARATOR = re.compile(r"[\n;]+")
MOST_TERRITORIES = 60


class CommuneWidget(forms.TextInput):
    """A text that completes itself from the table of communes; without JavaScript, a text."""

    template_name = "community/widgets/commune.html"

    def get_context(self, name, value, attrs):
        """Add where suggestions come from."""
        attrs = {"autocomplete": "off", **(attrs or {})}
        return super().get_context(name, value, attrs) | {"source": reverse_lazy("community:suggest_communes")}


class CommuneField(forms.CharField):
    """One commune, by its name or postal code; the value is a `Territory`."""

    widget = CommuneWidget
    default_error_messages = {
        "unknown": _("No commune has this name or postal code. Check the spelling."),
        "which": _("Several communes answer to this: %(names)s. Write which one, with its postal code."),
        "near": _("No commune has exactly this name. Did you mean %(names)s?"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def clean(self, value) -> Territory | None:
        """The commune that was meant.

        Raises:
            ValidationError: none answers, or several do; the message names them.
        """
        typed = super().clean(value)
        if not typed:
            return None
        found = find_communes(typed)
        if len(found) == 1:
            return found[0]
        if found:
            raise self._error("which", found)
        near = suggest_communes(typed[:4], 4)
        raise self._error("near", near) if near else self._error("unknown", [])

    def _error(self, code: str, found: list[Territory]) -> ValidationError:
        names = ", ".join(str(one) for one in found[:6])
        return ValidationError(self.error_messages[code], code=code, params={"names": names})


class TerritoriesWidget(forms.Textarea):
    """Territories, one a line, with a box above that finds them; without JavaScript, the lines alone."""

    template_name = "community/widgets/territories.html"

    def get_context(self, name, value, attrs):
        """Add where suggestions come from."""
        attrs = {"rows": 4, **(attrs or {})}
        return super().get_context(name, value, attrs) | {"source": reverse_lazy("community:suggest_territories")}


class TerritoriesField(forms.CharField):
    """Several communes, EPCI, départements or regions, one a line; the value is a list of `Territory`."""

    widget = TerritoriesWidget
    default_error_messages = {
        "unknown": _("“%(typed)s” is not a commune, an EPCI, a département nor a region that we know."),
        "which": _("“%(typed)s” may be %(names)s. Write which one, as it is written here."),
        "many": _("That is more than %(most)s territories: choose larger ones."),
    }

    def clean(self, value) -> list[Territory]:
        """Every territory that was named, each once.

        Raises:
            ValidationError: with one message for each line that is not clear.
        """
        lines = [line.strip() for line in SEPARATOR.split(super().clean(value) or "") if line.strip()]
        if len(lines) > MOST_TERRITORIES:
            raise ValidationError(self.error_messages["many"], params={"most": MOST_TERRITORIES})
        found, errors = {}, []
        for line in lines:
            try:
                territory = self._one(line)
                found[territory.reference] = territory
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return list(found.values())

    def _one(self, typed: str) -> Territory:
        found = find_territories(typed)
        if len(found) == 1:
            return found[0]
        near = found or suggest_territories(typed[:5], 4)
        names = ", ".join(str(one) for one in near[:6])
        raise ValidationError(
            self.error_messages["which" if near else "unknown"], params={"typed": typed, "names": names}
        )


class PointField(forms.CharField):
    """A point on the map; the value is (latitude, longitude)."""

    default_error_messages = {
        "invalid": _("This is not a point. Write the latitude, then the longitude: 46.3239, -0.4645."),
    }

    def clean(self, value) -> tuple[float, float] | None:
        """Degrees.

        Raises:
            ValidationError: what was typed is no point of the earth.
        """
        typed = super().clean(value)
        if not typed:
            return None
        point = read_point(typed)
        if point is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return point

    def prepare_value(self, value):
        """The widget's way of writing a point."""
        return write_point(value) if isinstance(value, tuple) else value


class NumberField(forms.CharField):
    """A number that python-stdnum can check; the value has no spaces."""

    default_error_messages = {"invalid": _("This number is not a valid %(name)s. Check it figure by figure.")}

    def __init__(self, module: ModuleType, **kwargs):
        self.module = module
        super().__init__(max_length=30, **kwargs)

    def clean(self, value) -> str:
        """The figures alone.

        Raises:
            ValidationError: a figure is missing, or the key does not fit.
        """
        typed = super().clean(value).replace("-", " ")
        if not typed:
            return ""
        if not self.module.is_valid(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"name": self.label})
        return self.module.compact(typed)


class RnaField(FRRNAField):
    """The number of an association: W and nine figures, in whatever case they were typed."""

    def to_python(self, value) -> str | None:
        """In capital letters, without spaces."""
        typed = super().to_python(value)
        return "".join(typed.upper().split()) if typed else self.empty_value


class HoursField(forms.CharField):
    """The opening hours of one day; the value is a list of spans."""

    default_error_messages = {
        "invalid": _("Write the hours like this: 9h-12h30, 14h-18h. “%(piece)s” is not clear."),
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=80, **kwargs)

    def clean(self, value) -> list[hours.Span]:
        """The spans, in order.

        Raises:
            ValidationError: names the piece that could not be read.
        """
        try:
            return [list(span) for span in hours.parse(super().clean(value))]
        except hours.HoursError as error:
            raise ValidationError(self.error_messages["invalid"], params={"piece": error.piece}) from error
