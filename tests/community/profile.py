"""What an organisation types, step by step, for tests."""

import re

from django.utils import timezone

from community.forms.draft import Draft
from community.workflow import drafts, publication

STEPS = {
    "identity": {"name": ["Atelier vélo du Marais"], "family": ["association"], "founded": ["2011"]},
    "legal": {"ess_reason": ["statute"], "siret": [""], "rna": ["W792001234"]},
    "place": {"street": ["3 rue du Port"], "commune": ["Niort"], "point": [""]},
    "contact": {
        "public_email": ["contact@atelier.example"], "public_phone": ["05 49 00 00 00"],
        "website": ["atelier.example"], "has_contact_form": ["on"], "contact_name": ["Zoé Secrète"],
        "private_email": ["zoe@atelier.example"], "private_phone": ["06 00 00 00 00"],
    },
    "hours": {"tue": ["9h-12h30, 14h-18h"], "hours_note": ["Fermé en août"], "languages": ["fr", "fsl"]},
    "story": {"summary": ["On répare les vélos ensemble."], "description": ["**Deux** soirs par semaine."]},
    "values": {"reemploi": ["on"], "reemploi-proof": ["400 vélos remis en route en 2025"]},
    "size": {"volunteers": ["24"], "turnover": ["under_50k"]},
}  # fmt: skip
ACTIVITY = {
    "sector": ["mobilite"], "mode": ["service"], "description": ["Atelier d’autoréparation."],
    "area_kind": ["radius"], "radius_km": ["15"], "takes_subcontracts": ["on"],
}  # fmt: skip


def type_all(organisation, person, *, now=None, steps=None, activity=ACTIVITY):
    """Fill in every step, and one activity."""
    now = now or timezone.now()
    for step, data in (steps or STEPS).items():
        drafts.save_part(organisation=organisation, step=step, data=data, actor=person, now=now, version=0)
    part = drafts.add_item(organisation=organisation, step="activities", actor=person, now=now)
    drafts.save_part(
        organisation=organisation, step="activities", key=part.key, data=activity, actor=person, now=now, version=1
    )
    return part.key


def publish(organisation, person, *, now=None):
    """Publish what is typed."""
    draft = Draft(organisation)
    assert draft.can_be_published, [(s.step.code, s.errors, s.missing) for s in draft.statuses]
    revision = publication.publish(
        organisation=organisation, content=draft.content, private=draft.private, actor=person,
        now=now or timezone.now(), base=publication.latest_number(organisation), seen=draft.seen,
    )  # fmt: skip
    organisation.refresh_from_db()
    return revision


def publish_new(person, *, now=None):
    """A whole organisation, described and published by somebody."""
    now = now or timezone.now()
    organisation = drafts.start(actor=person, now=now)
    type_all(organisation, person, now=now)
    publish(organisation, person, now=now)
    return organisation


def press_publish(client, root: str, *, follow: bool = False, **more: str):
    """The button under the draft, with what its page carries."""
    page = client.get(f"{root}/review/").content.decode()
    carried = dict(re.findall(r'type="hidden" name="(base|digest)" value="(\w+)"', page))
    return client.post(f"{root}/review/", carried | more, follow=follow)
