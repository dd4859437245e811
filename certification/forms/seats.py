"""What a seat fills in: the declaration of interest, the sealed opinion, the position, messages."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certification.models import Application, Message, Position, PositionValue, PublicOpinion
from certification.rules.charters import commitments
from certification.rules.seals import MARKS
from certification.states import Audience

MARK_LABELS = (
    ("kept", _("Kept")),
    ("partly", _("Partly kept")),
    ("not_kept", _("Not kept")),
    ("unknown", _("I can’t tell")),
)
OBJECTION_FIELDS = ("commitment", "harm", "evidence", "lifted_by")


class InterestForm(forms.Form):
    """Said before a file is read."""

    has_interest = forms.ChoiceField(
        label=_("Have you an interest in this file?"),
        choices=[("no", _("No, none")), ("yes", _("Yes: I leave it to others"))],
        widget=forms.RadioSelect,
        help_text=_(
            "You work or worked there, buy from it or sell to it, compete with it, are close to somebody there…"
        ),
    )
    text = forms.CharField(
        label=_("Which interest?"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("A few words are enough; nobody reads them but the facilitators."),
    )  # fmt: skip

    def clean(self) -> dict:
        """An interest is named."""
        said = super().clean()
        if said.get("has_interest") == "yes" and not said.get("text"):
            self.add_error("text", ValidationError(_("Say in a few words which interest.")))
        return said


class GridForm(forms.Form):
    """The sealed opinion: a mark and a few words for each commitment, then the whole."""

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [one["code"] for _article, one in commitments(application.charter.charter)]
        for _article, one in commitments(application.charter.charter):
            code = one["code"]
            self.fields[f"{code}-mark"] = forms.ChoiceField(
                label=one["title"], choices=MARK_LABELS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{code}-text"] = forms.CharField(
                label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
            )
        self.fields["summary"] = forms.CharField(
            label=_("On the whole"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
        )
        for field in self.fields.values():
            field.is_compulsory = not isinstance(field.widget, forms.Textarea)

    @staticmethod
    def initial_from(marks: dict, summary: str) -> dict:
        """What the form shows of a stored opinion."""
        known = {f"{code}-{name}": value for code, said in marks.items() for name, value in said.items()}
        return known | {"summary": summary}

    def marks(self) -> dict[str, dict]:
        """What was said, commitment by commitment."""
        said = self.cleaned_data
        found = {
            code: {"mark": said.get(f"{code}-mark", ""), "text": said.get(f"{code}-text", "")} for code in self.codes
        }
        return {code: one for code, one in found.items() if one["mark"] in MARKS or one["text"]}


def objection_fields(application: Application) -> dict[str, forms.Field]:
    """What an objection names: the commitment, the harm, what shows it, what would lift it."""
    known = [(one["code"], f"{one['code']} · {one['title']}") for _article, one in
             commitments(application.charter.charter)]  # fmt: skip
    labels = {
        "harm": _("What harm?"), "evidence": _("What shows it?"), "lifted_by": _("What would lift your objection?")
    }  # fmt: skip
    texts = {
        name: forms.CharField(label=label, max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
        for name, label in labels.items()
    }
    choices = [("", _("Choose")), *known]
    return {
        "commitment": forms.ChoiceField(label=_("Which commitment?"), choices=choices, required=False)
    } | texts  # fmt: skip


class PositionForm(forms.ModelForm):
    """Where a seat stands; an objection comes with its statement."""

    condition_due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput({"type": "date", "class": "short"})
    )

    class Meta:
        model = Position
        fields = ["value", "text", "condition", "condition_due_on"]
        widgets = {
            "value": forms.RadioSelect,
            "text": forms.Textarea({"rows": 3}),
            "condition": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "text": _("Everybody reads it with the decision, without your name."),
            "condition": _("If your reservation asks for something to be done by a day; else leave it empty."),
        }

    def __init__(self, *args, application: Application, needs_objection: bool, **kwargs):
        self.needs_objection = needs_objection
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = PositionValue.choices
        if needs_objection:
            self.fields |= objection_fields(application)
            for name in OBJECTION_FIELDS:
                self.fields[name].is_compulsory = True

    def clean(self) -> dict:
        """What each position must say."""
        said = super().clean()
        if said.get("value") == PositionValue.RESERVATION and not (said.get("text") or said.get("condition")):
            self.add_error("text", ValidationError(_("Say what your reservation is.")))
        if (
            said.get("condition")
            and said.get("value") == PositionValue.RESERVATION
            and not said.get("condition_due_on")
        ):
            self.add_error("condition_due_on", ValidationError(_("Give a day by which it should be done.")))
        if said.get("value") == PositionValue.OBJECT and self.needs_objection:
            for name in OBJECTION_FIELDS:
                if not said.get(name):
                    self.add_error(name, ValidationError(_("An objection says this, so that it can be answered.")))
        if said.get("value") != PositionValue.RESERVATION:
            said["condition"], said["condition_due_on"] = "", None
        return said

    def said(self) -> dict:
        """What the workflow takes."""
        data = self.cleaned_data
        found = {name: data.get(name) for name in ("value", "text", "condition", "condition_due_on")}
        if data["value"] == PositionValue.OBJECT and self.needs_objection:
            found["objection"] = {name: data[name] for name in OBJECTION_FIELDS}
        return found


class ObjectionForm(forms.Form):
    """An objection said better: the four things that it names."""

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= objection_fields(application)
        for field in self.fields.values():
            field.required = field.is_compulsory = True


class EndObjectionForm(forms.Form):
    """Lifting one's objection, or taking it back."""

    action = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[("lift", _("The answer is enough: I lift it")), ("withdraw", _("I take it back"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class MessageForm(forms.ModelForm):
    """Something said in the room."""

    class Meta:
        model = Message
        fields = ["text", "audience", "is_question"]
        widgets = {"text": forms.Textarea({"rows": 3}), "audience": forms.RadioSelect}

    def __init__(self, *args, may_talk_among_seats: bool, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [choice for choice in self.fields["audience"].choices if choice[0]]
        if not may_talk_among_seats:
            choices = [choice for choice in choices if choice[0] != Audience.SEATS]
            del self.fields["is_question"]
        self.fields["audience"].choices = choices

    def clean(self) -> dict:
        """A question is read by the one to whom it is put."""
        said = super().clean()
        if said.get("is_question") and said.get("audience") == Audience.SEATS:
            self.add_error("audience", ValidationError(_("The applicant must be able to read a question.")))
        return said


class MessageTextForm(forms.Form):
    """What was said, to be corrected."""

    text = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea({"rows": 6}))


class OpinionForm(forms.ModelForm):
    """A member's reasoned opinion."""

    class Meta:
        model = PublicOpinion
        fields = ["value", "text"]
        widgets = {"value": forms.RadioSelect, "text": forms.Textarea({"rows": 5})}
        help_texts = {"text": _("What you have seen or lived, with facts. Everybody reads it, with your name.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = PublicOpinion.Value.choices


class VoteForm(forms.Form):
    """What a member of an appeal's panel concludes."""

    vote = forms.ChoiceField(label=_("Your conclusion"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Your reasons"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, choices: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vote"].choices = choices
