"""Roles for the operator, and the rows that guard the ways in."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import GuessKind, RoleKind
from accounts.models.people import User
from common.models import PublicModel


class RoleQuerySet(models.QuerySet["Role"]):
    """Filters named by meaning."""

    def current(self, on: Any) -> "RoleQuerySet":
        """Roles that hold on a day."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Role(PublicModel):
    """What a person does for the operator, from one day to another; `scope` is the public id of what it holds for."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    scope = models.UUIDField(_("holds for"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="role_days"),
            # Two constraints, because SQLite holds NULLs for different from each other.
            models.UniqueConstraint(
                fields=["user", "kind", "scope"], condition=Q(ends_on=None), name="open_scoped_role_once"
            ),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(ends_on=None, scope=None), name="open_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"

    def holds_on(self, day: date) -> bool:
        """Whether a day lies between the first and the last one."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class LoginCode(models.Model):
    """One request for a login code. Only a keyed hash is kept; five wrong attempts or ten minutes end it.

    It is bound by `public_id` to the browser that asked, so that a stranger's wrong attempts never use up the
    code of the account's owner.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    length = models.PositiveSmallIntegerField(default=6)
    address = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email", "created_at"], name="code_email"),
            models.Index(fields=["address", "created_at"], name="code_address"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class FailedAttempt(models.Model):
    """A wrong password or second factor, for the limits; addresses and accounts are keyed hashes."""

    kind = models.CharField(max_length=20, choices=GuessKind)
    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "created_at"], name="attempt_account"),
            models.Index(fields=["address", "created_at"], name="attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at}"


class AccessPolicy(models.Model):
    """What the operator asks of people beyond what is fixed; there is one row."""

    jurors_need_second_factor = models.BooleanField(_("Jurors need a second factor"), default=False)
    mentors_need_second_factor = models.BooleanField(_("Mentors need a second factor"), default=False)

    class Meta:
        verbose_name = _("access policy")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_access_policy")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
