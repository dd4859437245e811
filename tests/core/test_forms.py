"""The markup of every form: errors where they are, and all of them at the top."""

import pytest
from django import forms
from django.utils.translation import override

pytestmark = pytest.mark.django_db


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As written on the door.")
    nickname = forms.CharField(label="Nickname", required=False)
    size = forms.ChoiceField(label="Size", choices=[("s", "Small"), ("l", "Large")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        """An error of the whole form."""
        raise forms.ValidationError("Nothing fits together.")


@pytest.fixture
def page():
    with override("en"):
        return str(Sample({"name": ""}))


def test_unbound_form_has_no_error():
    html = str(Sample())
    assert 'role="alert"' not in html
    assert "aria-invalid" not in html


def test_summary_links_to_every_field(page):
    summary = page.split("</div>")[0]
    for target in ("#id_name", "#id_size", "#id_agree"):
        assert f'href="{target}"' in summary
    assert "Nothing fits together." in summary
    assert 'tabindex="-1"' in summary


def test_links_of_the_summary_exist(page):
    for name in ("id_name", "id_size", "id_agree"):
        assert f'id="{name}"' in page


def test_error_is_tied_to_its_field(page):
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert 'id="id_name_helptext"' in page


def test_choices_are_a_group_with_a_name(page):
    assert "<fieldset" in page
    assert '<legend class="field__label">Size' in page


def test_optional_is_said_in_words(page):
    nickname = page.split('for="id_nickname"')[1].split("</label>")[0]
    assert "optional" in nickname
    assert "optional" not in page.split('for="id_name"')[1].split("</label>")[0]


def test_label_of_a_box_comes_after_it(page):
    assert page.index('id="id_agree"') < page.index('for="id_agree"')


def test_hidden_field_has_no_label(page):
    assert 'for="id_secret"' not in page
