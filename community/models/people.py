"""Who looks after an actor: grants by guardian, invitations, claims."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from community.models.actor import Actor
from community.states import ClaimState, InvitationState

MANAGE = "manage_actor"
CONTRIBUTE = "contribute_actor"


class PersonRole(models.TextChoices):
    """What a person may do for an actor: the code name of a guardian permission."""

    MANAGER = MANAGE, _("Manager: writes, publishes, invites")
    CONTRIBUTOR = CONTRIBUTE, _("Contributor: writes, a manager publishes")


class ActorUserObjectPermission(UserObjectPermissionBase):
    """A person who manages or writes for an actor (direct foreign key: rows go with the actor)."""

    content_object = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="user_permissions")


class ActorGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian asks for it; nothing grants an actor to a group."""

    content_object = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="group_permissions")


class Invitation(models.Model):
    """A person is asked by e-mail to look after an actor."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=PersonRole, default=PersonRole.CONTRIBUTOR)
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in InvitationState], default=InvitationState.OPEN
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "email"], condition=Q(state="open"), name="community_invitation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} ← {self.role}"


class ClaimProof(models.TextChoices):
    """How somebody shows that a page is theirs."""

    ADDRESS = "address", _("My e-mail address is at the organisation’s own domain")
    OFFICIAL = "official", _("I am named in an official notice (Journal officiel, registry)")
    COLLEAGUE = "colleague", _("A member of the network can vouch for me")
    OTHER = "other", _("In another way")


class Claim(models.Model):
    """A member says that an unclaimed page is that of their organisation."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="actor_claims")
    position = models.CharField(_("your role in the organisation"), max_length=120)
    proof_kind = models.CharField(_("how one can be sure"), max_length=10, choices=ClaimProof)
    proof = models.TextField(_("explain"), max_length=1000)
    state = models.CharField(max_length=10, choices=[(s, s) for s in ClaimState], default=ClaimState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "user"], condition=Q(state="open"), name="community_claim_once_per_person"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "declined")) | Q(decided_at__isnull=False),
                name="community_claim_decided_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.actor}"
