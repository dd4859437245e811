"""Why a message of a deliberation should not stay, and what a facilitator decides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certification.models import MessageReport
from community.models import ReportReason


class MessageReportForm(forms.ModelForm):
    """Why a message should not stay."""

    class Meta:
        model = MessageReport
        fields = ["reason", "text"]
        widgets = {"reason": forms.RadioSelect, "text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = ReportReason.choices


class MessageDecisionForm(forms.Form):
    """What a facilitator decides, and says."""

    decision = forms.ChoiceField(
        label=_("Your decision"), choices=[("keep", _("It stays")), ("fold", _("It is folded"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why it is folded"), choices=ReportReason.choices, required=False, widget=forms.RadioSelect,
        help_text=_("Shown in the place of the message."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your message"), max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text=_("The author reads it, and whoever reported the message. Do not repeat what the message said."),
    )  # fmt: skip

    def clean(self) -> dict:
        """What is folded is folded for a reason."""
        said = super().clean()
        if said.get("decision") == "fold" and not said.get("reason"):
            self.add_error("reason", ValidationError(_("Say why it is folded.")))
        return said
