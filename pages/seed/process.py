"""The demo's deliberations, about invented organisations only, lived through the workflow with a moved clock."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from certification.models import Application, Mandate, Objection, Round
from certification.rules.charters import commitments
from certification.workflow import (
    closing,
    drafts,
    interests,
    mandates,
    opinions,
    rounds,
    screening,
    seats,
    visits,
)
from community.models import Actor
from pages.seed.actors import BRICOLE, CAFE, EPICERIE, JARDINS, actor_named

DAY = timedelta(days=1)
HALABRANE, NUAGE = "Scop Halabrane", "Scic Nuage de Gâtine"
MEMBERS = ("membre@example.org", "collegue@example.org", "structure@example.org")


class Story:
    """Everybody who takes part, and the texts they write."""

    def __init__(self, texts: dict):
        self.texts = texts
        self.facilitator = User.objects.get(email="animatrice@example.org")
        self.people: dict[str, list[User]] = {}

    def seat_colleges(self, now: datetime) -> None:
        """Four people in each college, one of them an alternate, confirmed by the facilitator and their peers."""
        for college, names in self.texts["people"].items():
            self.people[college] = []
            for n, name in enumerate(names):
                self.people[college].append(self._sit(college, name, n, now))

    def _sit(self, college: str, name: str, n: int, now: datetime) -> User:
        email = f"{college}{n + 1 if n else ''}@example.org"
        person = User.objects.filter(email=email).first() or User.objects.create_user(email, display_name=name)
        mandate = mandates.ask(
            actor=person, college=college, motivation=self.texts["motivation"], is_alternate=n == 3,  # noqa: PLR2004
            shows_name=n % 2 == 0, now=now,
        )  # fmt: skip
        for other in (self.facilitator, *self.people[college][:1]):
            if Mandate.objects.get(pk=mandate.pk).state == "requested":
                mandates.confirm(mandate=mandate, actor=other, now=now)
        return person

    def apply(self, name: str, now: datetime, variant: int) -> Application:
        """A file, answered, signed and submitted."""
        organisation = actor_named(name)
        manager = self.manager(organisation)
        application = drafts.start(organisation=organisation, actor=manager, now=now)
        for place, (_article, one) in enumerate(commitments(application.charter.charter)):
            text = self.texts["answers"][one["code"]][(place + variant) % 2]
            drafts.save_answer(
                application=application, commitment=one["code"], level=1 + (place + variant) % 3, text=text,
                actor=manager, now=now, version=0,
            )  # fmt: skip
        drafts.sign(application=application, signed_as="Coprésidence", actor=manager, now=now)
        return screening.submit(application=application, actor=manager, now=now + DAY)

    def manager(self, organisation: Actor) -> User:
        """Who looks after it."""
        return organisation.user_permissions.filter(permission__codename="manage_actor").first().user

    def admit(self, application: Application, now: datetime) -> None:
        """The form is complete."""
        screening.screen(application=application, actor=self.facilitator, now=now)
        screening.admit(application=application, actor=self.facilitator, now=now)

    def declare(self, application: Application, person: User, now: datetime) -> None:
        """No interest."""
        interests.declare(application=application, actor=person, has_interest=False, text="", now=now)

    def appoint(self, application: Application, pair: tuple[User, User], now: datetime):
        """A pair is named, signs its note and proposes a date."""
        named = [(pair[0], "industry"), (pair[1], "consumers")]
        visit = visits.appoint(application=application, pair=named, actor=self.facilitator, now=now)
        for person in pair:
            self.declare(application, person, now)
            visits.sign_confidentiality(visit=visit, actor=person, now=now)
        at = timezone.make_aware(datetime.combine(timezone.localdate(now + 6 * DAY), time(14)))
        return visit, visits.propose_date(visit=visit, at=at, actor=pair[0], now=now)

    def visit(self, application: Application, pair: tuple[User, User], now: datetime) -> None:
        """The whole visit, with its report and the reply."""
        visit, date = self.appoint(application, pair, now)
        for person in (pair[1], self.manager(application.actor)):
            visits.agree_date(date=date, actor=person, now=now)
        visit.refresh_from_db()
        visits.write_report(
            visit=visit, findings=self.texts["seen"], summary=self.texts["summary"], actor=pair[0], now=now + 7 * DAY,
            version=visit.version,
        )  # fmt: skip
        for person in pair:
            visits.sign_report(visit=visit, actor=person, now=now + 8 * DAY)
        visits.reply(
            visit=visit, text=self.texts["reply"], actor=self.manager(application.actor), now=now + 9 * DAY
        )  # fmt: skip

    def hear(self, application: Application, now: datetime) -> None:
        """The public opinion opens, and members speak."""
        screening.open_opinion(application=application, actor=self.facilitator, now=now)
        ours = application.actor.user_permissions.values("user")
        speakers = User.objects.filter(email__in=MEMBERS).exclude(pk__in=ours).order_by("pk")
        for person, (value, text) in zip(speakers, self.texts["opinions"], strict=False):
            opinions.give(application=application, value=value, text=text, actor=person, now=now + DAY)

    def convene(self, application: Application, now: datetime) -> Round:
        """A round opens; everybody declares, and gives a sealed opinion."""
        found = rounds.open_round(application=application, actor=self.facilitator, now=now)
        for n, seat in enumerate(found.seats.select_related("person")):
            self.declare(application, seat.person, now)
            self._mark(found, seat.person, n, now + DAY)
        return found

    def _mark(self, found: Round, person: User, n: int, now: datetime) -> None:
        codes = [one["code"] for _article, one in commitments(found.application.charter.charter)]
        words = self.texts["grid_words"]
        marks = {
            code: {"mark": "partly" if (place + n) % 9 == 0 else "kept", "text": words[(place + n) % len(words)]}
            for place, code in enumerate(codes)
        }
        seats.write_grid(round_=found, marks=marks, summary=words[n % len(words)], actor=person, now=now, version=0)
        seats.submit_grid(round_=found, actor=person, now=now)

    def consent(self, found: Round, now: datetime, *, apart_from: tuple[User, ...] = (), most: int = 99) -> None:
        """The seats consent, in their order."""
        for seat in found.seats.select_related("person")[:most]:
            if seat.person not in apart_from:
                seats.take_position(round_=found, value="consent", actor=seat.person, now=now)

    def talk(self, application: Application, now: datetime) -> None:
        """What is said to the three audiences, and the answer to a question."""
        speaker = self.people["ngo"][0]
        for audience, text, is_question in self.texts["messages"]:
            said = opinions.say(
                application=application, audience=audience, text=text, actor=speaker, now=now, is_question=is_question
            )
            if is_question:
                opinions.say(
                    application=application, audience=audience, text=self.texts["reply_to_question"],
                    actor=self.manager(application.actor), now=now + DAY, parent=said,
                )  # fmt: skip


def ensure_process(texts: dict, now: datetime) -> None:
    """Files at each stage; nothing if there are any."""
    if Application.objects.exists():
        return
    first_mail = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    story = Story(texts)
    story.seat_colleges(now - 200 * DAY)
    _consensus(story, now)
    _objection_lifted(story, now)
    _under_way(story, now)
    Email.objects.filter(pk__gt=first_mail).delete()  # the demo writes to nobody


def _pair(story: Story, n: int) -> tuple[User, User]:
    return story.people["industry"][n], story.people["consumers"][n]


def _consensus(story: Story, now: datetime) -> None:
    """Granted in the first round."""
    application = story.apply(BRICOLE, now - 120 * DAY, 0)
    story.admit(application, now - 115 * DAY)
    story.visit(application, _pair(story, 0), now - 112 * DAY)
    story.hear(application, now - 100 * DAY)
    found = story.convene(application, now - 78 * DAY)
    story.talk(application, now - 70 * DAY)
    story.consent(found, now - 65 * DAY)
    closing.close(round_=found, actor=None, now=now - 57 * DAY)


def _objection_lifted(story: Story, now: datetime) -> None:
    """An objection in the first round, answered and lifted; granted in the second, with a condition."""
    application = story.apply(HALABRANE, now - 150 * DAY, 1)
    story.admit(application, now - 146 * DAY)
    story.visit(application, _pair(story, 1), now - 143 * DAY)
    story.hear(application, now - 132 * DAY)
    found = story.convene(application, now - 110 * DAY)
    workers = tuple(story.people["labour"][:2])
    story.consent(found, now - 100 * DAY, apart_from=workers)
    for place, person in enumerate(workers):
        more = {"objection": story.texts["objection"]} if place == 0 else {}
        value = "object" if place == 0 else "stand_aside"
        seats.take_position(round_=found, value=value, actor=person, now=now - 99 * DAY, **more)
    seats.take_position(round_=found, value="stand_aside", actor=story.people["labour"][2], now=now - 98 * DAY)
    closing.close(round_=found, actor=None, now=now - 89 * DAY)
    _second_round(story, application, now)


def _second_round(story: Story, application: Application, now: datetime) -> None:
    texts, worker = story.texts, story.people["labour"][0]
    objection = Objection.objects.get(application=application)
    seats.admit_objection(objection=objection, actor=story.facilitator, now=now - 88 * DAY)
    manager = story.manager(application.actor)
    seats.answer_objection(objection=objection, text=texts["objection_answer"], actor=manager, now=now - 80 * DAY)
    application.refresh_from_db()
    found = story.convene(application, now - 60 * DAY)
    seats.end_objection(
        objection=objection, action="lift", why=texts["objection_lifted"], actor=worker, now=now - 50 * DAY
    )
    careful = story.people["ngo"][1]
    story.consent(found, now - 48 * DAY, apart_from=(careful,))
    seats.take_position(
        round_=found, value="consent_with_reservation", actor=careful, now=now - 47 * DAY, text=texts["reservation"],
        condition=texts["condition"], condition_due_on=timezone.localdate(now + 20 * DAY),
    )  # fmt: skip
    closing.close(round_=found, actor=None, now=now - 39 * DAY)


def _under_way(story: Story, now: datetime) -> None:
    """One file in deliberation, one open to opinion, one that awaits its visit, one just submitted."""
    cafe = story.apply(CAFE, now - 60 * DAY, 0)
    story.admit(cafe, now - 57 * DAY)
    story.visit(cafe, _pair(story, 2), now - 55 * DAY)
    story.hear(cafe, now - 44 * DAY)
    found = story.convene(cafe, now - 10 * DAY)
    story.talk(cafe, now - 3 * DAY)
    story.consent(found, now - 2 * DAY, most=9)
    grocery = story.apply(EPICERIE, now - 30 * DAY, 1)
    story.admit(grocery, now - 27 * DAY)
    story.visit(grocery, _pair(story, 0), now - 25 * DAY)
    story.hear(grocery, now - 12 * DAY)
    farm = story.apply(JARDINS, now - 12 * DAY, 0)
    story.admit(farm, now - 9 * DAY)
    story.appoint(farm, _pair(story, 1), now - 5 * DAY)
    story.apply(NUAGE, now - 3 * DAY, 1)
