"""Pictures: sent at once, described after."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.forms.steps import StepForm
from community.models import Actor
from core.uploads import clean_image

LARGEST = 10 * 1024 * 1024  # bytes
MOST_PICTURES = 12
ACCEPTED = {"JPEG", "MPO", "PNG", "WEBP"}  # several pictures in one JPEG are MPO: phones make them


class UploadForm(forms.Form):
    """One picture, judged by its content and made anew."""

    picture = forms.ImageField(
        label=_("A picture"), help_text=_("A JPEG, PNG or WebP file of 10 MB at most; where it was taken is removed.")
    )

    def clean_picture(self):
        """The same picture without anything hidden in it.

        Raises:
            ValidationError: too heavy, of another kind, or no picture.
        """
        upload = self.cleaned_data["picture"]
        if upload.image.format not in ACCEPTED:
            raise ValidationError(_("Send a JPEG, PNG or WebP file: this one is of another kind."))
        if upload.size > LARGEST:
            raise ValidationError(_("This picture is heavier than 10 MB. Choose a lighter one."))
        return clean_image(upload)


class PictureForm(StepForm):
    """What a picture shows, in words."""

    title = _("A picture")
    asked_once = ("alt",)

    alt = forms.CharField(
        label=_("What one sees"), max_length=250, widget=forms.Textarea({"rows": 2}),
        help_text=_("For those who don’t see it: “Three people repair a bicycle in a workshop.”"),
    )  # fmt: skip
    caption = forms.CharField(label=_("Caption"), max_length=200)
    is_logo = forms.BooleanField(label=_("This is our logo"))
    image = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_from(cls, section: dict, _organisation: Actor) -> dict:
        """As it is."""
        return dict(section)

    def clean(self) -> dict:
        """A photo needs words; a logo is named after the organisation."""
        said = super().clean()
        if not said.get("alt") and not said.get("is_logo"):
            self.add_error("alt", ValidationError(_("Say in a few words what one sees on this picture.")))
        return said

    def section(self) -> dict:
        """The picture and its words."""
        said = self.cleaned_data
        return {
            "image": said.get("image"),
            "alt": said.get("alt", ""),
            "caption": said.get("caption", ""),
            "is_logo": bool(said.get("is_logo")),
        }
