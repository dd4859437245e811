"""What a facilitator says of a directory to import."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import ImportRun
from community.workflow.imports import IGNORE, LINK, SEPARATE

DECISIONS = {
    LINK: gettext_lazy("The same organisation"),
    SEPARATE: gettext_lazy("Two organisations"),
    IGNORE: gettext_lazy("Do not import"),
}


def _most_megabytes() -> int:
    """The size of a file that can be sent from a page."""
    return min(settings.IMPORT_MAX_SIZE, settings.REQUEST_MAX_SIZE) // 2**20


def _help() -> str:
    text = _("At most %(most)s MB. Those who look after the service can import a larger one.")
    return text % {"most": _most_megabytes()}


class ImportForm(forms.ModelForm):
    """The file, and where it comes from."""

    file = forms.FileField(label=gettext_lazy("File"), help_text=lazy(_help, str)())

    class Meta:
        model = ImportRun
        fields = ["format", "source", "licence", "is_whole", "is_rehearsal"]
        help_texts = {
            "source": gettext_lazy("The directory’s own name, the same at each import: it is written on each page."),
            "licence": gettext_lazy("For example ODbL. Without one, the file’s own is taken if it says any."),
            "is_rehearsal": gettext_lazy("You see the whole report, and nothing is changed."),
        }

    field_order = ["file"]

    def __init__(self, *args, **kwargs):
        safe = {"is_whole": False, "is_rehearsal": True}  # a first look withdraws nothing and changes nothing
        super().__init__(*args, initial=safe, **kwargs)

    def clean_file(self) -> UploadedFile:
        """A file that the worker will take.

        Raises:
            ValidationError: it is too large.
        """
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_SIZE:
            raise ValidationError(_("This file is too large. %(help)s") % {"help": _help()})
        return file


class DecisionForm(forms.Form):
    """One of the three decisions about a possible duplicate."""

    action = forms.ChoiceField(choices=list(DECISIONS.items()))
