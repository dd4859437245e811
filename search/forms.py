"""What is said of a search that one keeps, or shows elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from search.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """How it is called, and how often one is told what is new."""

    class Meta:
        model = SavedSearch
        fields = ["name", "how_often"]
        widgets = {"how_often": forms.RadioSelect}

    def clean_name(self) -> str:
        """On one line: it stands in the subject of nothing, but in a list."""
        return " ".join(self.cleaned_data["name"].split())


class EmbedForm(forms.Form):
    """What a frame on another site shows."""

    show = forms.ChoiceField(
        label=_("What the frame shows"),
        choices=[("both", _("the map and the list")), ("map", _("the map")), ("list", _("the list"))],
        widget=forms.RadioSelect,
        initial="both",
    )
    height = forms.IntegerField(label=_("Its height, in pixels"), min_value=200, max_value=2000, initial=600)

    def chosen(self, name: str) -> object:
        """What was said, or what goes without saying if nothing or nonsense was."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name) or self.fields[name].initial
