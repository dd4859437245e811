"""Actors: the organisations of the network."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Round
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from localflavor.fr.models import FRRNAField, FRSIRENField, FRSIRETField

from community.models.sector import Sector
from community.models.vocabulary import (
    CooperativeKind,
    Family,
    IntegrationKind,
    NafVersion,
    Precision,
    Reason,
    ShelteredKind,
    Turnover,
)
from community.rules import freshness
from community.rules.names import fold
from community.states import Freshness, Publication

RECOGNISED_RANK, PRESENT_RANK, STALE_RANK = range(3)


class CertificateState(models.TextChoices):
    """What a list shows of the certificate; written by the workflow of certification only."""

    NONE = "none", _("Not yet recognised")
    PENDING = "pending", _("Being examined")
    ACTIVE = "active", _("Recognised")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")


class ConfirmedBy(models.TextChoices):
    """Who last said that a page is true."""

    OWNER = "owner", _("the organisation itself")
    FACILITATOR = "facilitator", _("a facilitator")
    MEMBERS = "members", _("several members")
    IMPORT = "import", _("the directory that it comes from")


class ArchiveReason(models.TextChoices):
    """Why a page is no longer listed."""

    CLOSED = "closed", _("The organisation has closed")
    STALE = "stale", _("Nobody answers any more")
    DUPLICATE = "duplicate", _("Listed twice")
    GONE = "gone", _("No longer in the directory that it came from")
    REFUTED = "refuted", _("Members say that it does not exist, or breaks the charter")
    ASKED = "asked", _("The organisation asked for it")

    @property
    def public(self) -> "ArchiveReason | None":
        """The reason as everybody may read it: nobody is told in public that somebody broke something."""
        return self if self in {self.CLOSED, self.DUPLICATE, self.GONE, self.ASKED} else None


class ActorQuerySet(models.QuerySet):
    """Reads of actors."""

    def published(self) -> "ActorQuerySet":
        """What the public may see."""
        return self.filter(state=Publication.PUBLISHED)

    def published_among(self, keys: Iterable[int]) -> "dict[int, Actor]":
        """{primary key: actor} of those that the public may see.

        Their state is looked at here: asked for it too, SQLite reads every published actor to find twenty.
        """
        found = self.order_by().in_bulk(list(keys))
        return {key: actor for key, actor in found.items() if actor.state == Publication.PUBLISHED}

    def in_sector(self, sector: Sector) -> "ActorQuerySet":
        """Actors of this sector or of one of its children, each once."""
        family = Sector.objects.filter(Q(pk=sector.pk) | Q(parent=sector.pk)).values("pk")
        links = self.model.sectors.through.objects.filter(sector__in=family)
        return self.filter(pk__in=links.values("actor"))

    def recognised(self) -> "ActorQuerySet":
        """Actors that hold a certificate today, the latest first."""
        return self.filter(certificate_state=CertificateState.ACTIVE).order_by("-certified_at", "sort_name")

    def ranked(self) -> "ActorQuerySet":
        """Those that hold a certificate, then the others, and last those that nobody confirmed; each by name."""
        return self.order_by("rank", "sort_name", "pk")

    def places(self, steps: float = 1000.0) -> list[tuple[float, float, int]]:
        """(latitude, longitude, rank) of each located place, those within 1/`steps` of a degree told once."""
        rows = self.exclude(latitude=None).order_by()
        grid = rows.values(lat=Round(F("latitude") * steps), lng=Round(F("longitude") * steps), best=F("rank"))
        return [
            (lat / steps, lng / steps, best) for lat, lng, best in grid.distinct().values_list("lat", "lng", "best")
        ]

    def recently_confirmed(self) -> "ActorQuerySet":
        """Those whose page somebody said to be true, the latest first."""
        return self.filter(last_confirmed_at__isnull=False, is_stale=False).order_by("-last_confirmed_at", "pk")

    def for_cards(self) -> "ActorQuerySet":
        """Everything a card shows, in two queries for any number of rows."""
        return self.prefetch_related("sectors")

    def unclaimed(self) -> "ActorQuerySet":
        """Those that nobody with an account manages."""
        return self.with_manager().filter(has_manager=False)

    def with_manager(self) -> "ActorQuerySet":
        """Each with `has_manager`, which `is_claimed` then answers without a query."""
        grants = apps.get_model("community", "ActorUserObjectPermission").objects.filter(
            content_object=OuterRef("pk"), permission__codename="manage_actor", user__is_active=True
        )
        return self.annotate(has_manager=Exists(grants))

    def with_document(self) -> "ActorQuerySet":
        """Each with `document_in_force`, the text of its latest revision."""
        revisions = apps.get_model("community", "ActorRevision").objects.filter(actor=OuterRef("pk"))
        return self.annotate(document_in_force=Subquery(revisions.order_by("-number").values("content")[:1]))

    def count_by_state(self) -> dict[str, int]:
        """How many in each state of publication."""
        return dict(self.order_by().values("state").annotate(total=Count("pk")).values_list("state", "total"))


class Actor(models.Model):
    """An organisation of the solidarity economy. Written by workflow functions; see `states.Publication`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True, null=True, blank=True, editable=False)
    sort_name = models.CharField(max_length=170, editable=False, db_index=True, blank=True)

    # Identity
    name = models.CharField(_("name"), max_length=160, blank=True)
    trade_name = models.CharField(_("name for the public"), max_length=160, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    family = models.CharField(_("legal family"), max_length=20, choices=Family, default=Family.UNKNOWN)
    cooperative_kind = models.CharField(_("kind of cooperative"), max_length=20, choices=CooperativeKind, blank=True)
    is_esus = models.BooleanField(_("holds the ESUS agreement"), default=False)
    integration_kind = models.CharField(_("integration"), max_length=10, choices=IntegrationKind, blank=True)
    sheltered_kind = models.CharField(_("sheltered work"), max_length=10, choices=ShelteredKind, blank=True)
    siret = FRSIRETField("SIRET", null=True, blank=True)
    siren = FRSIRENField("SIREN", null=True, blank=True)
    rna = FRRNAField("RNA", null=True, blank=True)
    naf_code = models.CharField(_("NAF code"), max_length=6, blank=True)
    naf_version = models.CharField(_("version of the nomenclature"), max_length=10, choices=NafVersion, blank=True)
    founded = models.PositiveSmallIntegerField(_("year of creation"), null=True, blank=True)
    ess_reason = models.CharField(_("why it is listed"), max_length=14, choices=Reason, blank=True)
    ess_reason_text = models.CharField(_("in a few words"), max_length=300, blank=True)

    # Story
    summary = models.CharField(_("in one sentence"), max_length=400, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    commitment = models.TextField(_("what it is committed to"), blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    hours_note = models.CharField(_("about these hours"), max_length=200, blank=True)

    # Size, each figure with the day on which it was last said
    staff_permanent = models.PositiveIntegerField(_("permanent staff"), null=True, blank=True)
    staff_permanent_at = models.DateField(null=True, blank=True, editable=False)
    staff_integration = models.PositiveIntegerField(_("staff in integration"), null=True, blank=True)
    staff_integration_at = models.DateField(null=True, blank=True, editable=False)
    volunteers = models.PositiveIntegerField(_("volunteers"), null=True, blank=True)
    volunteers_at = models.DateField(null=True, blank=True, editable=False)
    turnover = models.CharField(_("yearly turnover"), max_length=12, choices=Turnover, blank=True)
    turnover_at = models.DateField(null=True, blank=True, editable=False)

    # Contact: what everybody may use, and what only managers and facilitators see
    public_email = models.EmailField(_("e-mail for the public"), blank=True)
    public_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    website = models.URLField(_("site"), blank=True)
    has_contact_form = models.BooleanField(_("can be written to from the site"), default=True)
    contact_name = models.CharField(_("person to contact"), max_length=80, blank=True)
    private_email = models.EmailField(_("e-mail of this person"), blank=True)
    private_phone = models.CharField(_("telephone of this person"), max_length=30, blank=True)

    # Place
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), related_name="actors", blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    insee = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    precision = models.CharField(_("precision of the point"), max_length=10, choices=Precision, blank=True)

    # Where it comes from
    source = models.CharField(_("imported from"), max_length=80, blank=True, editable=False)
    source_url = models.URLField(_("address at the source"), max_length=500, blank=True, editable=False)
    source_licence = models.CharField(_("licence at the source"), max_length=80, blank=True, editable=False)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True, editable=False)
    locked_fields = models.JSONField(default=list, blank=True, editable=False)

    # Publication
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=[
            (Publication.DRAFT, _("Draft")),
            (Publication.PUBLISHED, _("Published")),
            (Publication.ARCHIVED, _("Archived")),
        ],
        default=Publication.DRAFT,
        editable=False,
    )
    archived_reason = models.CharField(max_length=10, choices=ArchiveReason, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates", editable=False
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(_("last edited"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)  # of what the public sees: see exports

    # Freshness (see rules.freshness)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=12, choices=ConfirmedBy, blank=True, editable=False)
    due_at = models.DateTimeField(_("to be confirmed by"), null=True, blank=True, editable=False)
    letters = models.PositiveSmallIntegerField(default=0, editable=False)
    last_letter_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_stale = models.BooleanField(_("stale"), default=False, editable=False)

    # What lists show of the certificate
    certificate_state = models.CharField(
        max_length=12, choices=CertificateState, default=CertificateState.NONE, editable=False
    )
    certified_at = models.DateTimeField(null=True, editable=False)
    decisions = models.JSONField(default=list, blank=True, editable=False)  # those of the colleges, the latest first
    positions = models.JSONField(default=dict, blank=True, editable=False)
    rank = models.GeneratedField(
        expression=Case(
            When(certificate_state="active", then=Value(RECOGNISED_RANK)),
            When(is_stale=True, then=Value(STALE_RANK)),
            default=Value(PRESENT_RANK),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["sort_name", "pk"]
        permissions = [
            ("manage_actor", _("Manages this actor")),
            ("contribute_actor", _("Writes for this actor")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="community_actor_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(slug__isnull=False) & ~Q(name="") & Q(due_at__isnull=False)),
                name="community_actor_published_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(state="archived", archived_at__isnull=False) & ~Q(archived_reason="")
                | ~Q(state="archived") & Q(archived_at=None, archived_reason=""),
                name="community_actor_archived_says_why",
            ),
            models.CheckConstraint(
                condition=Q(last_confirmed_at=None, confirmed_by="")
                | Q(last_confirmed_at__isnull=False) & ~Q(confirmed_by=""),
                name="community_actor_confirmed_by_someone",
            ),
            *(
                models.UniqueConstraint(
                    fields=[number],
                    condition=Q((f"{number}__isnull", False)),
                    name=f"community_actor_{number}_once",
                    violation_error_message=_("This number is already that of another organisation."),
                )
                for number in ("siret", "siren", "rna")
            ),
        ]
        indexes = [
            models.Index(fields=["state", "rank", "sort_name", "id"], name="community_actor_list"),
            models.Index(fields=["state", "family", "rank", "sort_name", "id"], name="community_actor_family"),
            # Not partial: SQLite cannot match bound parameters to a condition.
            models.Index(
                fields=["state", "certificate_state", "-certified_at", "sort_name"], name="community_actor_recognised"
            ),
            models.Index(fields=["state", "due_at"], name="community_actor_due"),
            models.Index(fields=["state", "is_stale", "due_at"], name="community_actor_stale"),
            models.Index(fields=["state", "-last_confirmed_at"], name="community_actor_confirmed"),
            models.Index(fields=["changed_at", "id"], name="community_actor_changed"),
            models.Index(fields=["state", "latitude", "longitude", "rank"], name="community_actor_places"),
            models.Index(fields=["insee"], name="community_actor_insee"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Unnamed organisation"))

    def save(self, *args, **kwargs) -> None:
        """Store, with the name as one sorts it."""
        self.sort_name = fold(self.public_name)[:170]
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("community:actor", args=[self.slug])

    @property
    def public_name(self) -> str:
        """The name by which people know it."""
        return self.trade_name or self.name

    @property
    def is_published(self) -> bool:
        """Whether the public sees it."""
        return self.state == Publication.PUBLISHED

    @property
    def is_recognised(self) -> bool:
        """Whether a certificate holds today."""
        return self.certificate_state == CertificateState.ACTIVE

    @property
    def cycle(self) -> freshness.Cycle:
        """What the rules of freshness need."""
        return freshness.Cycle(self.due_at or self.created_at, self.letters, self.last_letter_at)

    def freshness(self, now: datetime | None = None) -> Freshness:
        """How fresh the page is at this moment, whether or not the worker has passed."""
        if self.state == Publication.ARCHIVED:
            return Freshness.ARCHIVED
        return freshness.state(self.cycle, now or timezone.now())

    @property
    def looks_stale(self) -> bool:
        """Whether lists and maps grey it."""
        return self.is_stale or self.freshness() == Freshness.STALE

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude), if known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    @cached_property
    def is_claimed(self) -> bool:
        """Whether somebody who still has an account manages it; asked once for each object."""
        if "has_manager" in self.__dict__:
            return self.has_manager
        return self.user_permissions.filter(permission__codename="manage_actor", user__is_active=True).exists()
