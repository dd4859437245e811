"""What an applicant fills in."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from certification.models import Answer, Application, Evidence
from core.uploads import check_document, clean_image

LEVELS = [_("not yet"), _("we have begun"), _("mostly"), _("fully, and it can be seen")]  # of a charter without its own
PICTURES = {"jpg", "jpeg", "png", "webp", "avif", "gif"}


def clean_private(file: UploadedFile | None) -> UploadedFile | None:
    """A private file judged by its content; a picture is made anew, without the place where it was taken.

    Raises:
        ValidationError: it is not what its name says, or not of a kind that we take.
    """
    if not file:
        return file
    if file.name.rsplit(".", 1)[-1].lower() in PICTURES:
        return clean_image(file)
    check_document(file)
    return file


class AnswerForm(forms.ModelForm):
    """One commitment: a level and how one can see it."""

    class Meta:
        model = Answer
        fields = ["level", "text"]
        widgets = {"text": forms.Textarea({"rows": 8})}

    level = forms.TypedChoiceField(label=_("Where do you stand?"), required=False, coerce=int, empty_value=None,
                                   widget=forms.RadioSelect)  # fmt: skip

    def __init__(self, *args, levels: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(n, f"{n} · {text}") for n, text in enumerate(levels)]
        for field in self.fields.values():
            field.is_compulsory = True


class EvidenceForm(forms.ModelForm):
    """A file or a link, one of the two."""

    url = forms.URLField(
        label=_("Link"), required=False, assume_scheme="https", widget=forms.TextInput({"inputmode": "url"})
    )

    class Meta:
        model = Evidence
        fields = ["title", "url", "file"]
        help_texts = {
            "file": _(
                "PDF, office document, text, picture. Only you, the pair, the seats, the facilitators and the panel of an appeal read it; it is never public."  # noqa: E501
            )
        }

    def clean_file(self):
        """Judged by its content."""
        return clean_private(self.cleaned_data.get("file"))

    def clean(self) -> dict:
        """One of the two."""
        said = super().clean()
        if not self.errors and bool(said.get("url")) == bool(said.get("file")):
            raise ValidationError(_("Give a file or a link: one of the two."))
        return said


class ChangesForm(forms.ModelForm):
    """What a file that follows another says of the time between."""

    class Meta:
        model = Application
        fields = ["what_changed"]
        widgets = {"what_changed": forms.Textarea({"rows": 5})}


class SignForm(forms.Form):
    """Signing the charter."""

    signed_as = forms.CharField(label=_("In what capacity do you sign?"), max_length=120)
    agrees = forms.BooleanField(label=_("I have read the charter, and sign it for my organisation"))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class RenounceForm(forms.Form):
    """Giving a certificate back."""

    why = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody reads it on the certificate’s page."),
    )  # fmt: skip


class TextForm(forms.Form):
    """A written answer."""

    text = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea({"rows": 5}))


class PhotoForm(forms.Form):
    """A photo of a visit, with words for those who don't see it."""

    upload = forms.ImageField(
        label=_("A photo"), help_text=_("JPEG, PNG, WebP or AVIF. Ask before you photograph people.")
    )
    alt = forms.CharField(label=_("What one sees"), max_length=250)

    def clean_upload(self):
        """Made anew, without the place where it was taken."""
        return clean_image(self.cleaned_data["upload"])


class DateForm(forms.Form):
    """A day and an hour for a visit."""

    at = forms.DateTimeField(
        label=_("Day and hour"), widget=forms.DateTimeInput({"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip


class ReportForm(forms.Form):
    """The report of a pair: what was seen, commitment by commitment."""

    def __init__(self, *args, commitments: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for one in commitments]
        for one in commitments:
            self.fields[one["code"]] = forms.CharField(
                label=one["title"], max_length=4000, required=False, widget=forms.Textarea({"rows": 2})
            )
        self.fields["summary"] = forms.CharField(
            label=_("In a few words"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
        )

    def findings(self) -> dict[str, str]:
        """What was seen of each commitment."""
        return {code: self.cleaned_data.get(code, "") for code in self.codes}
