"""The person who signs in."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Store a user; without a password the account can only be opened by a reset."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Store a user who may do everything that Wagtail's admin offers."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        """Find by e-mail whatever the case in which it was typed."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A member of the network, known by an e-mail address that is never shown."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"),
        max_length=80,
        blank=True,
        help_text=_("How others see you on the site. A first name or a nickname is enough."),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    has_page = models.BooleanField(
        _("others may see a page about me"),
        default=False,
        help_text=_("With your display name, these words, and the colleges for which you let your name be shown."),
    )
    presentation = models.TextField(
        _("a few words about me"),
        max_length=600,
        blank=True,
        help_text=_("Everybody can read them, search engines too."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    mail_refused_at = models.DateTimeField(_("mail refused"), null=True, blank=True, editable=False)
    mail_refused_why = models.CharField(max_length=300, blank=True, editable=False)  # in the words of the server

    objects = UserManager()
    EMAIL_FIELD = USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def pseudonym(self) -> str:
        """A stable name that says nothing of the person: eight hexadecimal digits of the uid."""
        return f"membre-{self.uid.hex[:8]}"

    def get_full_name(self) -> str:
        """The chosen name, or the pseudonym."""
        return self.display_name or self.pseudonym

    def get_short_name(self) -> str:
        """What a greeting uses."""
        return self.get_full_name()
