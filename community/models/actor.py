"""Actors: the organisations of the network."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.sector import Sector


class Family(models.TextChoices):
    """Legal families of the solidarity economy (law of 31 July 2014, article 1)."""

    ASSOCIATION = "association", _("Association")
    COOPERATIVE = "cooperative", _("Cooperative")
    MUTUAL = "mutual", _("Mutual society")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company of the solidarity economy")
    INFORMAL = "informal", _("Informal group")
    UNKNOWN = "unknown", _("Legal form not given")


class CertificateState(models.TextChoices):
    """What a list shows of the certificate; written by the workflow of certification only."""

    NONE = "none", _("Not yet recognised")
    PENDING = "pending", _("Being examined")
    ACTIVE = "active", _("Recognised")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")


class ActorQuerySet(models.QuerySet):
    """Reads of actors."""

    def published(self) -> "ActorQuerySet":
        """What the public may see."""
        return self.filter(is_published=True)

    def in_sector(self, sector: Sector) -> "ActorQuerySet":
        """Actors of this sector or of one of its children, each once."""
        return self.filter(pk__in=self.model.objects.filter(sector.with_children()).values("pk"))

    def recognised(self) -> "ActorQuerySet":
        """Actors that hold a certificate today, the latest first."""
        return self.filter(certificate_state=CertificateState.ACTIVE).order_by("-certified_at", "name")

    def recognised_first(self) -> "ActorQuerySet":
        """Those that hold a certificate, then the others, each by name."""
        is_recognised = Q(certificate_state=CertificateState.ACTIVE)
        return self.annotate(is_first=models.ExpressionWrapper(is_recognised, models.BooleanField())).order_by(
            "-is_first", "name"
        )

    def places(self) -> list[tuple[float | None, float | None, bool]]:
        """(latitude, longitude, whether recognised) of each: what a map draws."""
        rows = self.order_by().values_list("latitude", "longitude", "certificate_state")
        return [(lat, lng, state == CertificateState.ACTIVE) for lat, lng, state in rows]

    def for_cards(self) -> "ActorQuerySet":
        """Everything a card shows, in two queries for any number of rows."""
        return self.prefetch_related("sectors")


class Actor(models.Model):
    """An organisation of the solidarity economy."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=160)
    family = models.CharField(_("legal family"), max_length=20, choices=Family, default=Family.UNKNOWN)
    summary = models.CharField(_("in one sentence"), max_length=400, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    website = models.URLField(_("site"), blank=True)
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), related_name="actors", blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    source = models.CharField(_("imported from"), max_length=80, blank=True)
    source_url = models.URLField(_("address at the source"), max_length=500, blank=True)
    is_published = models.BooleanField(_("published"), default=False, db_index=True)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    certificate_state = models.CharField(
        max_length=12, choices=CertificateState, default=CertificateState.NONE, editable=False
    )
    certified_at = models.DateTimeField(null=True, editable=False)
    positions = models.JSONField(default=dict, blank=True, editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="community_actor_point_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("community:actor", args=[self.slug])

    @property
    def is_recognised(self) -> bool:
        """Whether a certificate holds today."""
        return self.certificate_state == CertificateState.ACTIVE
