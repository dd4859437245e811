"""Forms of Wagtail's users section: a display name, no username, and no password but one's own."""

from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.users import forms

from accounts import roles


class PersonForm(forms.UserForm):
    """What an administrator says of a person; the password is never theirs to choose."""

    first_name = last_name = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = roles.label
        self.fields["groups"].queryset = Group.objects.order_by("name")

    def clean_email(self) -> str:
        """The address as it is stored: one account for one address, whatever its case."""
        return self.cleaned_data["email"].lower()

    class Meta:
        model = forms.User
        fields = ["email", "display_name", "language", "is_superuser", "groups"]
        widgets = {"groups": CheckboxSelectMultiple}


class PersonCreationForm(PersonForm):
    """A new person, who gets an invitation."""


class PersonEditForm(PersonForm, forms.UserEditForm):
    """An account that exists; its owner changes the address, since it opens the account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("Only the person can change it, on the page of their account.")

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]
