"""Small words of the community's pages."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forms.about import FIELDS
from community.forms.draft import BY_CODE, Item
from community.models import Actor
from community.models.vocabulary import AreaKind, Mode
from community.queries import notices

register = template.Library()
register.simple_tag(notices.unread, name="unread")
STEP_OF = {
    "name": "identity", "summary": "story", "description": "story", "street": "place", "activities": "activities",
    "public_phone": "contact", "public_email": "contact", "website": "contact", "hours_note": "hours",
}  # fmt: skip


@register.filter
def item_title(item: Item) -> str:
    """What one activity, place or picture of a draft is called in its list."""
    form = item.form
    if "sector" in form.fields:
        return _chosen(form["sector"]) or _("An activity without a sector")
    if "commune" in form.fields:
        return str(form["name"].value() or form["commune"].value() or _("A place without a commune"))
    if form["is_logo"].value():
        return _("Logo")
    return str(form["alt"].value() or _("A picture without words"))


@register.filter
def item_detail(item: Item) -> str:
    """One more line about it."""
    form = item.form
    if "sector" in form.fields:
        mode = dict(Mode.choices).get(form["mode"].value() or "", "")
        area = dict(AreaKind.choices).get(form["area_kind"].value() or "", "")
        return " · ".join(str(text) for text in (mode, area) if text)
    if "commune" in form.fields:
        return str(form["street"].value() or "")
    return str(form["caption"].value() or "")


def _chosen(field) -> str:
    """The words of what is chosen in a list, groups included."""
    value = field.value()
    for code, label in field.field.choices:
        if isinstance(label, list | tuple):
            found = dict(label).get(value)
            if found:
                return str(found)
        elif code and code == value:
            return str(label)
    return ""


@register.filter
def field_label(name: str) -> str:
    """The words of a field that was reported."""
    return str(dict(FIELDS).get(name, name))


@register.filter
def field_address(name: str, actor: Actor) -> str:
    """Where the field that was reported can be corrected; "" where nobody can tell."""
    step = STEP_OF.get(name)
    if step is None:
        return ""
    anchor = "" if BY_CODE[step].is_list else f"#id_{name}"
    return reverse("community:draft_step", args=[actor.uid, step]) + anchor
