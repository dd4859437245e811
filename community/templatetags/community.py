"""Small words of the community's pages."""

from django import template
from django.utils.translation import gettext as _

from community.forms.about import FIELDS
from community.forms.draft import Item
from community.models import Actor
from community.models.vocabulary import AreaKind, Mode

register = template.Library()


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
def said_now(name: str, actor: Actor) -> str:
    """What the page says in that field, where it is one text."""
    value = getattr(actor, name, "") if name not in {"activities", "other"} else ""
    return value if isinstance(value, str) else ""
