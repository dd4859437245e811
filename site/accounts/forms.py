"""Forms of the account pages: allauth's, in our words and without placeholders."""

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _


class Plain:
    """A label above the field says what to type: nothing is written inside the field."""

    labels: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)


class LoginForm(Plain, allauth.LoginForm):
    """E-mail address and password."""

    labels = {"login": _("E-mail address"), "remember": _("Stay signed in on this device")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignupForm(Plain, allauth.SignupForm):
    """Sign-up with a display name; a person who reads never sees the trap for robots."""

    labels = {"email": _("E-mail address"), "password2": _("Password, once more")}
    field_order = ["display_name", "email", "password1", "password2"]

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=80,
        help_text=_("How others see you on the site. A first name or a nickname is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        trap = self.fields["website"]
        trap.template_name = "account/snippets/trap.html"
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}


class AddEmailForm(Plain, allauth.AddEmailForm):
    """The new address."""

    labels = {"email": _("New e-mail address")}


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    """The present password, then the new one twice."""

    labels = {"password2": _("New password, once more")}


class SetPasswordForm(Plain, allauth.SetPasswordForm):
    """A first password."""

    labels = {"password2": _("Password, once more")}


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    """Where to send the link."""

    labels = {"email": _("E-mail address")}


class ResetPasswordKeyForm(Plain, allauth.ResetPasswordKeyForm):
    """The new password, from the link of the e-mail."""

    labels = {"password2": _("New password, once more")}


class ReauthenticateForm(Plain, allauth.ReauthenticateForm):
    """The password once more, before something that matters."""


class ProfileForm(forms.ModelForm):
    """What a person chooses freely."""

    class Meta:
        model = get_user_model()
        fields = ["display_name", "language", "has_page", "presentation"]
        widgets = {
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "language": forms.RadioSelect,
            "presentation": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"language": _("The language of the e-mails that we send you.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].required = True


class LeaveForm(forms.Form):
    """A last question before an account is erased."""

    sure = forms.BooleanField(
        label=_("I understand that my account cannot be brought back."),
        error_messages={"required": _("Tick the box to say that you understand.")},
    )
