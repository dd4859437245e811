"""Forms about a page that is not one's own, and about those who look after it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.charter import commitments
from community.forms.steps import FIRST_YEAR, PHONE
from community.models import Actor, Attestation, CheckAnswer, Claim, PersonRole, Report, ReportKind
from community.models.vocabulary import Relation
from community.queries import similar
from core.limits import Trap

FIELDS = [
    ("", _("Choose")),
    ("name", _("Name")),
    ("summary", _("In one sentence")),
    ("street", _("Number and street")),
    ("public_phone", _("Telephone")),
    ("public_email", _("E-mail")),
    ("website", _("Site")),
    ("hours_note", _("Opening hours")),
    ("description", _("What it does")),
    ("activities", _("Activities")),
    ("other", _("Something else")),
]


class StartForm(forms.Form):
    """The first two questions: enough to find a page that exists already."""

    name = forms.CharField(label=_("Name of your organisation"), max_length=160)
    commune = forms.CharField(label=_("Commune"), max_length=120, required=False)


class ReportForm(forms.ModelForm):
    """What somebody noticed."""

    duplicate = forms.CharField(
        label=_("Which page is the same?"), required=False, max_length=200,
        help_text=_("Its address on this site, or its exact name."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("A link that shows it"), required=False, assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We send a link there to confirm, then what came of your report.")
    )
    address = Trap()

    class Meta:
        model = Report
        fields = ["kind", "field", "proposed", "commitment", "comment", "link"]
        widgets = {
            "kind": forms.RadioSelect,
            "proposed": forms.Textarea({"rows": 2}),
            "comment": forms.Textarea({"rows": 4}),
        }

    field_order = [
        "kind", "field", "proposed", "commitment", "duplicate", "comment", "link", "email", "address",
    ]  # fmt: skip

    def __init__(self, *args, organisation: Actor, is_signed_in: bool, **kwargs):
        self.organisation = organisation
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ReportKind.choices
        self.fields["field"] = forms.ChoiceField(label=_("What is wrong?"), choices=FIELDS, required=False)
        known = [("", _("Choose")), *commitments()]
        self.fields["commitment"] = forms.ChoiceField(label=_("Which commitment?"), choices=known, required=False)
        for name in ("field", "commitment", "duplicate"):
            self.fields[name].is_compulsory = True  # where the kind of report asks for it
        if is_signed_in:
            del self.fields["email"]
        self.order_fields(self.field_order)

    def clean(self) -> dict:
        """Each kind needs its own details."""
        said = super().clean()
        kind = said.get("kind")
        needs = {ReportKind.WRONG: "field", ReportKind.DUPLICATE: "duplicate"}
        if commitments():
            needs[ReportKind.CHARTER] = "commitment"
        name = needs.get(kind)
        if name and not said.get(name) and name not in self.errors:
            self.add_error(name, ValidationError(_("Tell us this, so that it can be checked.")))
        if kind in {ReportKind.CHARTER, ReportKind.OTHER} and not said.get("comment"):
            self.add_error("comment", ValidationError(_("Say in a few words what you noticed.")))
        if kind == ReportKind.DUPLICATE and said.get("duplicate"):
            said["duplicate_of"] = self._duplicate(said["duplicate"])
        return said

    def _duplicate(self, typed: str) -> Actor | None:
        found = similar.named(typed, apart_from=self.organisation)
        if found is None:
            self.add_error("duplicate", ValidationError(_("No other page has this address or this name.")))
        return found

    def said(self) -> dict:
        """What a report stores."""
        names = ["kind", "proposed", "comment", "link"]
        kind = self.cleaned_data["kind"]
        found = {name: self.cleaned_data[name] for name in names}
        found["field"] = self.cleaned_data["field"] if kind == ReportKind.WRONG else ""
        found["commitment"] = self.cleaned_data["commitment"] if kind == ReportKind.CHARTER else ""
        return found | {"duplicate_of": self.cleaned_data.get("duplicate_of")}


class AnswerForm(forms.Form):
    """The actor's side of a report."""

    answer = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea({"rows": 6}))


class ConclusionForm(forms.Form):
    """A facilitator's last word on a report."""

    verdict = forms.ChoiceField(
        label=_("Is the report right?"),
        choices=[("uphold", _("Yes: something had to be changed")), ("dismiss", _("No: nothing is to be changed"))],
        widget=forms.RadioSelect,
    )
    finding = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("Facts only. The person who reported and the organisation read it."),
    )  # fmt: skip
    is_applied = forms.BooleanField(label=_("Do what the report asks for at once"), required=False)
    is_public = forms.BooleanField(
        label=_("Show what was found, and the organisation’s answer, on its page"), required=False
    )


class ClaimForm(forms.ModelForm):
    """Why a page is one's own."""

    class Meta:
        model = Claim
        fields = ["position", "proof_kind", "proof"]
        widgets = {"proof_kind": forms.RadioSelect, "proof": forms.Textarea({"rows": 5})}
        help_texts = {"proof": _("What a facilitator can check: a page that names you, a notice, somebody to call.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proof_kind"].choices = [c for c in self.fields["proof_kind"].choices if c[0]]


class ClaimDecisionForm(forms.Form):
    """A facilitator's decision about a claim."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("accept", _("Entrust the page to this person")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("The person reads it. Compulsory if you decline."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].is_compulsory = True  # to decline

    def clean(self) -> dict:
        """A refusal says why."""
        said = super().clean()
        if said.get("decision") == "decline" and not said.get("reason"):
            self.add_error("reason", ValidationError(_("Say why: the person must be able to understand.")))
        return said


class InviteForm(forms.Form):
    """Whom to invite, and for what."""

    email = forms.EmailField(label=_("Her or his e-mail address"))
    role = forms.ChoiceField(
        label=_("Role"), choices=PersonRole.choices, initial=PersonRole.CONTRIBUTOR, widget=forms.RadioSelect
    )


class CheckForm(forms.ModelForm):
    """What a member knows of a page."""

    class Meta:
        model = CheckAnswer
        fields = ["answer", "comment"]
        widgets = {"answer": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [c for c in self.fields["answer"].choices if c[0]]


class AttestationForm(forms.Form):
    """With whom one works, and on what."""

    subject = forms.CharField(
        label=_("With which organisation of the network?"), max_length=200,
        help_text=_("Its exact name, or the address of its page."),
    )  # fmt: skip
    relation = forms.ChoiceField(label=_("Your organisation…"), choices=Relation.choices, widget=forms.RadioSelect)
    since = forms.IntegerField(
        label=_("Since (year)"), required=False, widget=forms.TextInput({"inputmode": "numeric", "class": "short"})
    )
    text = forms.CharField(
        label=_("What you do together"), max_length=Attestation._meta.get_field("text").max_length,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, author: Actor, **kwargs):
        self.author = author
        super().__init__(*args, **kwargs)

    def clean_subject(self) -> Actor:
        """The other page.

        Raises:
            ValidationError: no published page is called so.
        """
        found = similar.named(self.cleaned_data["subject"], apart_from=self.author)
        if found is None:
            raise ValidationError(_("No other page of the network has this name."))
        return found

    def clean_since(self) -> int | None:
        """A year of the past."""
        year = self.cleaned_data["since"]
        if year is not None and not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(_("Write a year of the past."))
        return year


class LetterCorrectionForm(forms.ModelForm):
    """What the link of a reminder lets correct without signing in: what visitors need most."""

    website = forms.URLField(
        label=_("Site"), required=False, assume_scheme="https", widget=forms.TextInput({"inputmode": "url"})
    )

    public_phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=30, validators=[PHONE],
        widget=forms.TextInput({"inputmode": "tel"}),
    )  # fmt: skip

    class Meta:
        model = Actor
        fields = ["summary", "street", "public_phone", "public_email", "website", "hours_note"]
        widgets = {"summary": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = bool(self.instance.summary)  # what readers had is not taken from them


class ArchiveForm(forms.Form):
    """Why a page is taken off the lists."""

    reason = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("In a few words"), required=False, max_length=500)

    def __init__(self, *args, reasons: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons
