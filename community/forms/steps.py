"""The steps in which an organisation describes itself: small forms, each a section of the profile's document."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren, siret

from community.forms.fields import HoursField, NumberField, RnaField
from community.models import Actor, AddedValue, Qualifier, QualifierKind
from community.models.document import CONTACT, FIGURES, IDENTITY, LEGAL, PRIVATE, STORY
from community.models.vocabulary import (
    DAY_NAMES,
    LANGUAGES,
    CooperativeKind,
    Family,
    IntegrationKind,
    NafVersion,
    Reason,
    ShelteredKind,
    Turnover,
)
from community.rules import hours
from community.rules.hours import DAYS

PHONE = RegexValidator(r"^\+?[0-9 .()/-]{6,30}$", _("Write a telephone number, with figures and spaces."))
NAF = RegexValidator(r"^\d{2}\.?\d{2}[A-Za-z]$", _("A NAF code has four figures and a letter: 38.32Z."))
FIRST_YEAR = 1600


def optional(choices: list, label: str) -> list:
    """Choices, preceded by "none of these"."""
    return [("", label), *choices]


class StepForm(forms.Form):
    """One step. Everything may be left empty while one writes: publication asks for what is compulsory."""

    fields_of_section: tuple[str, ...] = ()
    compulsory: tuple[str, ...] = ()
    asked_once: tuple[str, ...] = ()  # compulsory too, where another answer asks for them

    def __init__(self, *args, organisation: Actor, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            field.is_compulsory = name in self.compulsory + self.asked_once

    @classmethod
    def initial_from(cls, section: dict, _organisation: Actor) -> dict:
        """What the form shows of a published section."""
        return dict(section)

    def section(self) -> dict:
        """The section of the document that these values make."""
        return {name: self.cleaned_data.get(name) for name in self.fields_of_section}


class IdentityForm(StepForm):
    """Who you are."""

    title = _("Who you are")
    compulsory = ("name", "family")
    fields_of_section = IDENTITY

    name = forms.CharField(
        label=_("Name"), max_length=160, help_text=_("As in your statutes, or as everybody says if you have none."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    trade_name = forms.CharField(
        label=_("Name for the public"), max_length=160, help_text=_("Only if people know you by another name.")
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=30)
    family = forms.ChoiceField(
        label=_("Legal form"), choices=[c for c in Family.choices if c[0] != Family.UNKNOWN], widget=forms.RadioSelect
    )
    cooperative_kind = forms.ChoiceField(
        label=_("Kind of cooperative"), choices=optional(CooperativeKind.choices, _("Not a cooperative"))
    )
    founded = forms.IntegerField(
        label=_("Year of creation"), widget=forms.TextInput({"inputmode": "numeric", "class": "short"})
    )

    @classmethod
    def initial_from(cls, section: dict, organisation: Actor) -> dict:
        """An imported page may have no legal form yet: nothing is ticked then."""
        known = super().initial_from(section, organisation)
        return known | {"family": "" if known.get("family") == Family.UNKNOWN else known.get("family", "")}

    def clean_founded(self) -> int | None:
        """Refuse a year that cannot be."""
        year = self.cleaned_data["founded"]
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(_("Write a year between 1600 and this one."))
        return year

    def section(self) -> dict:
        """The kind of cooperative counts for cooperatives only."""
        said = super().section()
        said["family"] = said["family"] or ""
        if said["family"] != Family.COOPERATIVE:
            said["cooperative_kind"] = ""
        return said


class LegalForm(StepForm):
    """Why you are listed, and your numbers."""

    title = _("Status and numbers")
    compulsory = ("ess_reason",)
    fields_of_section = LEGAL

    ess_reason = forms.ChoiceField(
        label=_("Why are you part of the solidarity economy?"),
        choices=[c for c in Reason.choices if c[0] != Reason.SOURCE],
        widget=forms.RadioSelect,
    )
    ess_reason_text = forms.CharField(label=_("In a few words"), max_length=300, widget=forms.Textarea({"rows": 2}))
    is_esus = forms.BooleanField(label=_("We hold the ESUS agreement"))
    integration_kind = forms.ChoiceField(
        label=_("Integration through work"), choices=optional(IntegrationKind.choices, _("None of these"))
    )
    sheltered_kind = forms.ChoiceField(
        label=_("Adapted or sheltered work"), choices=optional(ShelteredKind.choices, _("None of these"))
    )
    siret = NumberField(siret, label="SIRET", help_text=_("14 figures. An informal group has none: leave it empty."))
    siren = NumberField(siren, label="SIREN", help_text=_("9 figures: the beginning of the SIRET."))
    rna = RnaField(label="RNA", help_text=_("For an association: W and nine figures."))
    naf_code = forms.CharField(label=_("NAF code"), validators=[NAF], max_length=6)
    naf_version = forms.ChoiceField(
        label=_("Version of the NAF"), choices=optional(NafVersion.choices, _("I don’t know"))
    )

    @classmethod
    def initial_from(cls, section: dict, organisation: Actor) -> dict:
        """An association or a cooperative is so by its statutes, most often: propose it."""
        known = super().initial_from(section, organisation)
        by_statute = (Family.ASSOCIATION, Family.COOPERATIVE, Family.MUTUAL, Family.FOUNDATION)
        if not known.get("ess_reason") and organisation.family in by_statute:
            known["ess_reason"] = Reason.STATUTE
        return known

    def clean(self) -> dict:
        """The SIREN follows from the SIRET; nobody else may have these numbers."""
        said = super().clean()
        siret, siren = said.get("siret"), said.get("siren")
        if siret and not siren:
            said["siren"] = siret[:9]
        elif siret and siren != siret[:9]:
            self.add_error("siren", _("This is not the beginning of the SIRET. Check both."))
        for name in ("siret", "siren", "rna"):
            self._check_free(name, said.get(name))
        return said

    def _check_free(self, name: str, value: str | None) -> None:
        other = value and Actor.objects.exclude(pk=self.organisation.pk).filter(**{name: value}).first()
        if other:
            message = _("This number is already that of %(name)s. If it is you, claim that page in place of this one.")
            self.add_error(name, ValidationError(message, params={"name": other.public_name}))

    def clean_naf_code(self) -> str:
        """Written with its full stop and a capital letter."""
        code = self.cleaned_data["naf_code"].replace(".", "").upper()
        return f"{code[:2]}.{code[2:]}" if code else ""

    def section(self) -> dict:
        """Numbers that are not given are null: several actors have none."""
        said = super().section()
        return said | {name: said[name] or None for name in ("siret", "siren", "rna")}


class ContactForm(StepForm):
    """How people reach you, and how the network does."""

    title = _("How to reach you")
    fields_of_section = CONTACT

    public_email = forms.EmailField(
        label=_("E-mail for the public"),
        help_text=_("A general address. It is never written on the page: people see it after pressing a button."),
    )
    public_phone = forms.CharField(
        label=_("Telephone"), max_length=30, validators=[PHONE], widget=forms.TextInput({"inputmode": "tel"})
    )
    website = forms.URLField(
        label=_("Site"), assume_scheme="https", widget=forms.TextInput({"inputmode": "url", "autocomplete": "url"})
    )
    has_contact_form = forms.BooleanField(label=_("Let people write to us from the site"))
    contact_name = forms.CharField(label=_("Person to contact"), max_length=80)
    private_email = forms.EmailField(label=_("Her or his e-mail"))
    private_phone = forms.CharField(
        label=_("Her or his telephone"), max_length=30, validators=[PHONE], widget=forms.TextInput({"inputmode": "tel"})
    )

    @classmethod
    def initial_from(cls, section: dict, organisation: Actor) -> dict:
        """The private part is not in the document: it comes from the columns."""
        return dict(section) | {name: getattr(organisation, name) for name in PRIVATE}

    def private(self) -> dict:
        """What only managers and facilitators see."""
        return {name: self.cleaned_data.get(name, "") for name in PRIVATE}


class OpeningForm(StepForm):
    """When you are open, and in which languages."""

    title = _("Opening hours and languages")

    mon = HoursField(label=DAY_NAMES["mon"], help_text=_("For example: 9h-12h30, 14h-18h. Empty: closed."))
    tue = HoursField(label=DAY_NAMES["tue"])
    wed = HoursField(label=DAY_NAMES["wed"])
    thu = HoursField(label=DAY_NAMES["thu"])
    fri = HoursField(label=DAY_NAMES["fri"])
    sat = HoursField(label=DAY_NAMES["sat"])
    sun = HoursField(label=DAY_NAMES["sun"])
    hours_note = forms.CharField(
        label=_("About these hours"), max_length=200, help_text=_("By appointment, closed in August…")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple
    )

    @classmethod
    def initial_from(cls, section: dict, _organisation: Actor) -> dict:
        """The hours as one types them."""
        days = {day: hours.write(spans) for day, spans in (section.get("hours") or {}).items()}
        return days | {name: section.get(name) for name in ("hours_note", "languages")}

    def section(self) -> dict:
        """Days on which it is open."""
        said = {day: self.cleaned_data.get(day) for day in DAYS if self.cleaned_data.get(day)}
        return {
            "hours": said,
            "hours_note": self.cleaned_data.get("hours_note", ""),
            "languages": self.cleaned_data.get("languages", []),
        }


class StoryForm(StepForm):
    """What you do, and what you are committed to."""

    title = _("Your story")
    compulsory = ("summary",)
    fields_of_section = STORY

    summary = forms.CharField(
        label=_("In one sentence"), max_length=400, widget=forms.Textarea({"rows": 3, "maxlength": 400}),
        help_text=_("What you do, for whom. It is what people read in lists."),
    )  # fmt: skip
    description = forms.CharField(
        label=_("What you do"), max_length=6000, widget=forms.Textarea({"rows": 10, "data-rich": ""}),
        help_text=_("An empty line between paragraphs; **bold**; a line that begins with - is one of a list."),
    )  # fmt: skip
    commitment = forms.CharField(
        label=_("What you are committed to"), max_length=4000, widget=forms.Textarea({"rows": 6, "data-rich": ""})
    )


class SizeForm(StepForm):
    """How large you are; each figure is shown with the day on which you gave it."""

    title = _("Your size")
    fields_of_section = FIGURES

    staff_permanent = forms.IntegerField(label=_("Permanent staff"), min_value=0, max_value=1_000_000)
    staff_integration = forms.IntegerField(label=_("Staff in integration"), min_value=0, max_value=1_000_000)
    volunteers = forms.IntegerField(label=_("Volunteers"), min_value=0, max_value=1_000_000)
    turnover = forms.ChoiceField(
        label=_("Yearly turnover"), choices=optional(Turnover.choices, _("We would rather not say"))
    )

    def section(self) -> dict:
        """Only what was said."""
        return {name: value for name, value in super().section().items() if value not in (None, "")}


class ValuesForm(forms.Form):
    """Words of the network's list that you say of yourselves, each with a proof if you have one."""

    title = _("What you add")
    compulsory = ()

    def __init__(self, *args, organisation: Actor, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        order = QualifierKind.values
        said = AddedValue.objects.filter(actor=organisation.pk).values("qualifier")  # some may be asked no more
        asked = Qualifier.objects.filter(Q(is_active=True) | Q(pk__in=said))
        self.qualifiers = sorted(asked, key=lambda one: order.index(one.kind))
        for qualifier in self.qualifiers:
            self._add(qualifier)

    def _add(self, qualifier: Qualifier) -> None:
        code = qualifier.code
        self.fields[code] = forms.BooleanField(label=qualifier.label, required=False, help_text=qualifier.explanation)
        self.fields[f"{code}-proof"] = forms.CharField(
            label=_("How one can see it"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
        )
        self.fields[f"{code}-proof_url"] = forms.URLField(
            label=_("Link to a proof"),
            required=False,
            assume_scheme="https",
            widget=forms.TextInput({"inputmode": "url"}),
        )

    @classmethod
    def initial_from(cls, section: list, _organisation: Actor) -> dict:
        """One box and two texts for each word."""
        known = {}
        for value in section:
            known |= {value["key"]: True, **{f"{value['key']}-{name}": value[name] for name in ("proof", "proof_url")}}
        return known

    def groups(self) -> list[tuple[str, list]]:
        """(kind, words with their three fields), as the template shows them."""
        by_kind: dict[str, list] = {}
        for qualifier in self.qualifiers:
            fields = [self[name] for name in (qualifier.code, f"{qualifier.code}-proof", f"{qualifier.code}-proof_url")]
            by_kind.setdefault(str(qualifier.get_kind_display()), []).append(fields)
        return list(by_kind.items())

    def section(self) -> list[dict]:
        """The words that were ticked, in the order of the list."""
        said = self.cleaned_data
        return [
            {"key": q.code, "proof": said.get(f"{q.code}-proof", ""), "proof_url": said.get(f"{q.code}-proof_url", "")}
            for q in self.qualifiers
            if said.get(q.code)
        ]
