"""What is printed of a certificate, in the reader's language."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from certification import credentials, public
from certification.models import Certificate
from certification.network import Network
from certification.pdf.page import Printed, draw
from certification.states import CertificateState
from certification.words import CERTIFICATE, COLLEGE, POSITION


def pdf(certificate: Certificate, network: Network, now: datetime) -> bytes:
    """The certificate as a page of A4 that says its state at this moment."""
    return draw(_printed(certificate, network, now))


def _printed(certificate: Certificate, network: Network, now: datetime) -> Printed:
    actor, count = certificate.actor, certificate.decision.count
    state = public.certificate_state(certificate, now)
    charter = certificate.decision.application.charter
    return Printed(
        title=f"{network.noun} {certificate.number} · {actor.public_name}", language=get_language() or "fr",
        network=network.name, noun=network.noun, number=certificate.number, organisation=actor.public_name,
        about=" · ".join(str(part) for part in (actor.get_family_display(), actor.city) if part),
        state=str(CERTIFICATE[state]), is_valid=state == CertificateState.ACTIVE,
        until=_until(certificate, state), facts=_facts(certificate), positions=count.positions,
        colleges=tuple((one.college, str(COLLEGE[one.college]), str(POSITION[one.position])) for one in count.colleges),
        address=credentials.certificate_url(certificate),
        fingerprint=_("SHA-256 of the charter: %(sha)s") % {"sha": charter.sha256}, printed_at=_printed_at(now),
    )  # fmt: skip


def _until(certificate: Certificate, state: str) -> str:
    end = {"day": _day(certificate.ends_at)}
    if state == CertificateState.ACTIVE:
        return _("until %(day)s") % end
    if state in {CertificateState.SUSPENDED, CertificateState.EXPIRED}:
        return _("its end: %(day)s") % end
    return _("since %(day)s") % {"day": _day(certificate.state_at)}


def _facts(certificate: Certificate) -> tuple[tuple[str, str], ...]:
    decision = certificate.decision
    return (
        (pgettext("certificate", "Number"), certificate.number),
        (_("From"), _day(certificate.starts_at)),
        (_("Until"), _day(certificate.ends_at)),
        (_("Charter"), _("version %(number)s") % {"number": decision.application.charter.number}),
        (_("Decision"), decision.number),
    )


def _printed_at(now: datetime) -> str:
    local = timezone.localtime(now)
    return _("As it stood on %(day)s at %(time)s") % {
        "day": _day(now), "time": time_format(local.time(), "TIME_FORMAT"),
    }  # fmt: skip


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "DATE_FORMAT")
