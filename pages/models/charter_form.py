"""The form of the charter in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.colleges import COLLEGES


class CharterPageForm(WagtailAdminPageForm):
    """The six colleges as boxes to tick."""

    required_colleges = forms.MultipleChoiceField(
        label=_("colleges without which there is no quorum"),
        choices=[(college.code, college.label) for college in COLLEGES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
