"""The contact form: it writes to people without giving their address away."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import asked, limits, mail
from core.contact import MESSAGES_PER_HOUR, ContactForm
from core.errors import too_many_requests
from pages.models import SectorPage
from pages.models.network import network_of
from pages.routing import open_to_all


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Write to the network, or to the contact of the sector page named by `?about=`."""
    sector = _sector(request, asked.text(request, "about"))
    recipient = sector.contact_email if sector else network_of(request).contact_email
    form = ContactForm(request.POST or None)
    if recipient and request.method == "POST" and form.is_valid():
        if not limits.allows(request, "contact", times=MESSAGES_PER_HOUR, seconds=3600):
            return too_many_requests(request)
        mail.send(
            "pages/contact",
            to=recipient,
            context=form.cleaned_data | {"sector": sector},
            reply_to=form.cleaned_data["email"],
        )
        messages.success(request, _("Your message is on its way. The answer will come by e-mail."))
        return redirect(request.get_full_path())
    context = {"form": form, "sector": sector, "recipient": recipient}
    return render(request, "pages/contact.html", context, status=422 if form.errors else 200)


def _sector(request: HttpRequest, value: str) -> SectorPage | None:
    """The sector page with a contact that a visitor came from, if any."""
    pages = open_to_all(request, SectorPage.objects.exclude(contact_email=""))
    found = {page.locale.language_code: page for page in pages.filter(slug=value).select_related("locale")}
    return found.get(get_language()) or found.get(settings.LANGUAGE_CODE)
