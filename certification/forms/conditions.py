"""What is said of a condition: its proof, then what whoever verifies it finds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.forms.files import clean_private


class ProofForm(forms.Form):
    """How one can see that it is done."""

    proof = forms.CharField(
        label=_("What was done, and how one can see it"), max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    upload = forms.FileField(
        label=_("A file that shows it"), required=False, max_length=100,
        help_text=_("PDF, office document, text or picture. Whoever verifies it and the facilitators read it."),
    )  # fmt: skip

    def clean_upload(self):
        """Judged by its content."""
        return clean_private(self.cleaned_data.get("upload"))


class VerifyForm(forms.Form):
    """It is done: a button alone, with room for what the rule refuses."""


class NotEnoughForm(forms.Form):
    """What the proof does not show."""

    note = forms.CharField(label=_("What is missing"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class WaiveForm(forms.Form):
    """Why it has lost its object."""

    why = forms.CharField(
        label=_("Why it is no longer asked"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody reads it with the decision."),
    )  # fmt: skip
