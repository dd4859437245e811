"""What is said of a meeting."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Meeting, MeetingKind, MeetingReply
from community.rules.meetings import lacks
from community.workflow.meetings import WORDS

FIELD_OF = {"past": "starts_at", "far": "starts_at", "backwards": "ends_at", "long": "ends_at"}
SHORT = timedelta(hours=1)


class MomentInput(forms.DateTimeInput):
    """The calendar and the clock of the browser."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class MeetingForm(forms.ModelForm):
    """When, where, why."""

    class Meta:
        model = Meeting
        fields = ["kind", "title", "starts_at", "ends_at", "place", "link", "text"]
        widgets = {"starts_at": MomentInput(), "ends_at": MomentInput(), "text": forms.Textarea({"rows": 5})}
        help_texts = {"link": _("A place, a link, or both.")}

    def __init__(self, *args, kinds: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["link"].assume_scheme = "https"
        self.fields["kind"].choices = [(kind, MeetingKind(kind).label) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0]
        if self.instance.pk:
            del self.fields["kind"]

    def clean(self) -> dict:
        """The hours together, and a place or a link."""
        data = super().clean()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at:
            for code in lacks(starts_at, ends_at, timezone.now()):
                self.add_error(FIELD_OF[code], WORDS[code])
        if not data.get("place") and not data.get("link") and "link" not in self.errors:
            self.add_error("place", _("Say where: a place, or a link."))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"content_type", "object_id"}

    def validate_constraints(self) -> None:
        """Said above, next to each field."""


class CancelForm(forms.Form):
    """Why a meeting does not take place."""

    why = forms.CharField(label=_("Why is it called off?"), max_length=500, widget=forms.Textarea({"rows": 3}))


class ReplyForm(forms.ModelForm):
    """Whether one comes."""

    class Meta:
        model = MeetingReply
        fields = ["answer"]
