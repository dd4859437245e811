"""A message from a visitor to somebody whose address is never shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.limits import Trap

MESSAGES_PER_HOUR = 5


class ContactForm(forms.Form):
    """Who writes, where the answer goes, what is said."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    message = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea({"rows": 8}))
    address = Trap()
