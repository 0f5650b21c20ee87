"""A person."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from common.models import PublicModel


class UserManager(BaseUserManager["User"]):
    """The e-mail address is the login, kept in lower case: one mailbox, one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password the account is entered by mail code only."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator (`manage.py createsuperuser`)."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail, however it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin, PublicModel):
    """A person. `persona` and `avatar` are for the demonstration, where drawn heads stand for people."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    family_name = models.CharField(_("family name"), max_length=60, blank=True)
    given_name = models.CharField(_("given name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, default="ja")
    is_staff = models.BooleanField(_("may enter the content management"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    persona = models.SlugField(_("persona of the demonstration"), max_length=30, blank=True)
    avatar = models.SlugField(_("drawn head"), max_length=30, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_lower"),
            models.UniqueConstraint(fields=["persona"], condition=~Q(persona=""), name="persona_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name that others see: the display name, or the part of the address before the @."""
        return self.display_name or self.email.partition("@")[0]

    def get_full_name(self) -> str:
        """Family name first, as written in Japan; falls back to the name that others see."""
        return " ".join(part for part in (self.family_name, self.given_name) if part) or self.name

    def get_short_name(self) -> str:
        """The name that others see."""
        return self.name
