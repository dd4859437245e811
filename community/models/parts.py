"""What an actor is made of besides its own columns: activities, other places, added value, pictures."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.actor import Actor
from community.models.sector import Sector
from community.models.territory import Territory
from community.models.vocabulary import AreaKind, Mode, Precision, Qualifier

FARTHEST = 500  # kilometres


class Part(models.Model):
    """One of several things of the same kind that an actor says; `key` names it in drafts and revisions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Activity(Part):
    """Something that an actor offers, and where: the area belongs to the activity."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="activities")
    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="activities")
    mode = models.CharField(_("in what form"), max_length=10, choices=Mode, blank=True)
    description = models.TextField(_("description"), blank=True)
    area_kind = models.CharField(_("area of action"), max_length=12, choices=AreaKind, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        _("radius in kilometres"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(FARTHEST)]
    )
    territories = models.ManyToManyField(Territory, verbose_name=_("territories"), blank=True, related_name="+")
    capacity = models.CharField(_("capacity in words"), max_length=200, blank=True)
    capacity_number = models.PositiveIntegerField(_("capacity in figures"), null=True, blank=True)
    capacity_unit = models.CharField(_("of what"), max_length=60, blank=True)
    takes_subcontracts = models.BooleanField(_("open to subcontracting"), default=False)
    takes_joint_bids = models.BooleanField(_("open to joint bids"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(area_kind="radius", radius_km__range=(1, FARTHEST))
                | (~Q(area_kind="radius") & Q(radius_km=None)),
                name="community_activity_radius_when_around",
            )
        ]

    def __str__(self) -> str:
        return self.sector.label


class Establishment(Part):
    """Another place of the same actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="establishments")
    name = models.CharField(_("name of the place"), max_length=120, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=120)
    insee = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("precision of the point"), max_length=10, choices=Precision, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("establishment")
        verbose_name_plural = _("establishments")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="community_establishment_point_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.city


class AddedValue(models.Model):
    """A word of the network's list that an actor says of itself, with a proof if it has one."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="added_values")
    qualifier = models.ForeignKey(Qualifier, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(_("how one can see it"), max_length=300, blank=True)
    proof_url = models.URLField(_("link to a proof"), blank=True)

    class Meta:
        verbose_name = _("added value")
        verbose_name_plural = _("added values")
        ordering = ["qualifier__kind", "qualifier__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["actor", "qualifier"], name="community_added_value_once")]

    def __str__(self) -> str:
        return self.qualifier.label


class Picture(Part):
    """The logo, or a photo, with what it shows in words."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    alt = models.CharField(_("what one sees"), max_length=250, blank=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    is_logo = models.BooleanField(_("logo"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["actor"], condition=Q(is_logo=True), name="community_picture_one_logo")
        ]

    def __str__(self) -> str:
        return self.alt or self.caption
