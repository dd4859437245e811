"""How every form of the site is written in HTML: `{{ form }}` is enough."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Our markup for forms and fields, with Django's own widgets inside.

    Wagtail's admin writes its fields itself and asks this class for widgets only.
    """

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
