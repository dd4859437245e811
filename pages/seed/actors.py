"""The invented organisations of the demo, described and lived with through the workflow, with a moved clock."""

from datetime import datetime, timedelta

from post_office.models import Email

from accounts.models import User
from community.forms.draft import Draft
from community.models import Actor, Notification
from community.states import CheckState
from community.workflow import attestations, checks, drafts, freshness, people, publication, reports
from pages.seed.accounts import ensure_person

BRICOLE, JARDINS, CAFE = "La Bricole du Lambon", "Les Jardins de la Pierre Levée", "Le Café des Trois Rives"
EPICERIE, REMOULEUR, FOURNIL = "La Belle Étagère", "L’Atelier du Rémouleur", "Le Fournil de la Tour Penchée"
STEPS = ("identity", "legal", "place", "contact", "hours", "story", "values", "size")
PARTNERS = (
    (BRICOLE, JARDINS, "partner", 2021, "Nous réparons leurs triporteurs ; leurs paniers sont distribués à l’atelier."),
    (CAFE, EPICERIE, "supplier", 2023, "Le vrac du café vient de leurs rayons, livré à vélo."),
)


def ensure_actors(entries: list[dict], now: datetime) -> None:
    """Every invented organisation, and what happens to them; nothing if they are there already."""
    if Actor.objects.filter(sort_name__contains="bricole du lambon").exists():
        return
    first_mail = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    describe(entries, now)
    _fall_silent([actor_named(entry["identity"]["name"][0]) for entry in entries], now)
    _live(now)
    Email.objects.filter(pk__gt=first_mail).delete()  # the demo writes to nobody
    Notification.objects.filter(read_at=None).update(read_at=now)


def describe(entries: list[dict], now: datetime) -> None:
    """Each of them is described and published."""
    for entry in entries:
        _describe(entry, now)


def _describe(entry: dict, now: datetime) -> Actor:
    """Type every step, publish, and confirm it since; without a manager, a facilitator does, and leaves."""
    confirmed = now - timedelta(days=entry["confirmed_days_ago"])
    described = now - timedelta(days=entry.get("described_days_ago", entry["confirmed_days_ago"]))
    email = entry["manager"] or "animatrice@example.org"
    person = ensure_person(email, entry.get("manager_name", ""))
    organisation = _publish(entry, person, described)
    if not entry["manager"]:
        organisation.user_permissions.all().delete()
    if described < confirmed or not entry["manager"]:
        freshness.confirm(organisation=organisation, actor=person, now=confirmed)
    return organisation


def _publish(entry: dict, person: User, now: datetime) -> Actor:
    organisation = drafts.start(actor=person, now=now, typed={step: entry[step] for step in STEPS if entry[step]})
    for activity in entry["activities"]:
        drafts.add_item(organisation=organisation, step="activities", actor=person, now=now, data=activity)
    draft = Draft(organisation)
    publication.publish(
        organisation=organisation, content=draft.content, private=draft.private, actor=person, now=now, base=0,
        seen=draft.seen,
    )  # fmt: skip
    return organisation


def _fall_silent(actors: list[Actor], now: datetime) -> None:
    """Send the reminders of the past to these, on the days on which they were due; other actors hear nothing."""
    others = Actor.objects.exclude(pk__in=[one.pk for one in actors])
    aside = dict(others.filter(due_at__lte=now).values_list("pk", "due_at"))
    others.filter(pk__in=aside).update(due_at=now + timedelta(days=1))
    for days in (160, 130, 100, 12):
        freshness.send_letters(now - timedelta(days=days))
        freshness.mark_stale(now - timedelta(days=days))
    for pk, due_at in aside.items():
        others.filter(pk=pk).update(due_at=due_at)


def _live(now: datetime) -> None:
    """Attestations, a colleague, a report, a claim, members who disagree, a description just begun."""
    people.grant(actor_named(BRICOLE), ensure_person("collegue@example.org"), "contribute_actor", by=None, now=now)
    for author, subject, relation, since, text in PARTNERS:
        _attest(actor_named(author), actor_named(subject), now, relation=relation, since=since, text=text)
    member = ensure_person("membre@example.org")
    reports.file_report(
        organisation=actor_named(EPICERIE), actor=member, now=now - timedelta(days=2), kind="wrong",
        field="public_phone", proposed="05 49 00 21 44",
        comment="Le numéro sonne dans le vide ; le nouveau est affiché sur la porte.",
    )  # fmt: skip
    people.claim(
        organisation=actor_named(FOURNIL), actor=member, position="Boulangère associée", proof_kind="official",
        proof="Je suis nommée gérante dans l’annonce légale de création ; appelez le fournil le matin.",
        now=now - timedelta(days=4),
    )  # fmt: skip
    _disagree(actor_named(REMOULEUR), now)
    drafts.start(
        actor=member, now=now,
        typed={"identity": {"name": ["Le Lavoir partagé"], "family": ["association"]}, "place": {"commune": ["Niort"]}},
    )  # fmt: skip


def actor_named(name: str) -> Actor:
    """The invented organisation of this name, whichever of its two."""
    return Actor.objects.filter(name=name).first() or Actor.objects.get(trade_name=name)


def _attest(author: Actor, subject: Actor, now: datetime, **said: object) -> None:
    """One side says so; the other accepts, if it is the first pair."""
    manager = User.objects.get(pk=author.user_permissions.filter(permission__codename="manage_actor").get().user_id)
    attestation = attestations.propose(author=author, subject=subject, actor=manager, now=now, **said)
    if author.public_name == BRICOLE:
        other = User.objects.get(pk=subject.user_permissions.get().user_id)
        attestations.accept(attestation=attestation, actor=other, now=now)


def _disagree(organisation: Actor, now: datetime) -> None:
    """Members answer, and not the same."""
    checks.open_check(organisation, now - timedelta(days=6))
    said = (
        ("structure@example.org", "exact", "J’y porte mes sécateurs chaque printemps."),
        ("collegue@example.org", "exists", ""),
        ("cafe@example.org", "absent", "Je ne les ai plus vus depuis l’été."),
    )
    for email, answer, comment in said:
        checks.answer_check(
            organisation=organisation, actor=ensure_person(email), answer=answer, comment=comment,
            now=now - timedelta(days=3),
        )  # fmt: skip
        if organisation.checks.get().state != CheckState.OPEN:
            return  # a conflict is said at once
