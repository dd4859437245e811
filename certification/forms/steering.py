"""What a facilitator and a candidate to a college fill in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models import Application, ApplicationKind, Mandate
from core.colleges import COLLEGES


class AskForm(forms.ModelForm):
    """Asking to sit for a college."""

    class Meta:
        model = Mandate
        fields = ["motivation", "is_alternate", "shows_name"]
        widgets = {"motivation": forms.Textarea({"rows": 4})}


class ReasonForm(forms.Form):
    """A reason that the person concerned reads; as long as what keeps it."""

    text = forms.CharField(label=_("In your words"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class LacksForm(ReasonForm):
    """Everything that a file lacks."""

    text = forms.CharField(label=_("In your words"), max_length=4000, widget=forms.Textarea({"rows": 6}))


class BareForm(forms.Form):
    """A button alone, with room for what the rule refuses."""


class ErratumForm(forms.Form):
    """What should be read in a decision, which itself never changes."""

    text = forms.CharField(label=_("What should be read"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class NoteForm(forms.Form):
    """What an objection does not say yet."""

    text = forms.CharField(label=_("What is missing"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class AdmitForm(forms.Form):
    """The form is complete; a renewal may go without a visit, for reasons that everybody reads."""

    visit_waived = forms.CharField(
        label=_("Why no visit this time"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("Leave it empty: a pair is appointed."),
    )  # fmt: skip

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        if application.kind == ApplicationKind.FIRST:
            del self.fields["visit_waived"]


class PairForm(forms.Form):
    """Who visits: a peer and a consumer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {one.code: one.label for one in COLLEGES}
        for college in ("industry", "consumers"):
            self.fields[college] = forms.ModelChoiceField(
                label=labels[college], queryset=mandates_of(college), empty_label=_("Choose")
            )
            self.fields[college].label_from_instance = lambda mandate: str(mandate.person)


def mandates_of(college: str):
    """The mandates in force of a college."""
    held = Mandate.objects.in_force(timezone.localdate()).filter(college=college)
    return held.select_related("person")


class DaysForm(forms.Form):
    """How long a round lasts."""

    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=90)


class PanelForm(forms.Form):
    """One person per college, among those who took no part; a college may stay vacant."""

    def __init__(self, *args, candidates: list[Mandate], **kwargs):
        super().__init__(*args, **kwargs)
        for one in COLLEGES:
            known = {str(mandate.pk): mandate for mandate in candidates if mandate.college == one.code}
            choices = [("", _("Nobody")), *((key, str(mandate.person)) for key, mandate in known.items())]
            self.fields[one.code] = forms.TypedChoiceField(
                label=one.label, choices=choices, coerce=known.get, empty_value=None, required=False
            )
