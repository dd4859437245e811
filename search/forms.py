"""What is said of a search that one keeps."""

from django import forms

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
