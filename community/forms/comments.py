"""Forms under an object: what one says, why something should not stay, what a facilitator decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import CommentReport
from core.limits import Trap

LONGEST = 3000  # characters


class CommentForm(forms.Form):
    """A comment, an answer, or a change of one."""

    text = forms.CharField(
        label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 4, "autocomplete": "off"})
    )


class VisitorCommentForm(CommentForm):
    """The same from somebody without an account."""

    name = forms.CharField(
        label=_("Your name"), max_length=50, help_text=_("Shown beside your comment. A first name is enough.")
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Never shown. We send a link there to confirm, then forget it."),
    )
    address = Trap()
    field_order = ["text", "name", "email"]


class CommentReportForm(forms.ModelForm):
    """Why a comment should not stay."""

    class Meta:
        model = CommentReport
        fields = ["reason", "text"]
        widgets = {"reason": forms.RadioSelect, "text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = CommentReport.reason.field.choices


class CommentDecisionForm(forms.Form):
    """What a facilitator decides, and says."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("keep", _("It stays")), ("remove", _("It is removed"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        help_text=_("The author reads it, and whoever reported the comment. Say what the code of conduct asks."),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, may_keep: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_keep:
            self.fields["decision"].choices = self.fields["decision"].choices[1:]
            self.fields["decision"].initial = "remove"
