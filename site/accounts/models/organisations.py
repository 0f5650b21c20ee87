"""Organisations, who belongs to them, and who is invited."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberRole, OrganisationKind
from accounts.models.people import User
from common.models import PublicModel


class Organisation(PublicModel):
    """A company, sole trader, association, school, municipality or support body."""

    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("reading in katakana"), max_length=150, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    # NULL when there is none (sole traders, associations), so that the number can be unique.
    corporate_number = models.CharField(_("corporate number"), max_length=13, null=True, blank=True, unique=True)
    municipality_code = models.CharField(_("municipality code"), max_length=6, blank=True)
    industry = models.CharField(_("industry"), max_length=1, blank=True)
    employees = models.CharField(_("employees"), max_length=20, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    members = models.ManyToManyField(User, through="OrganisationMember", related_name="organisations")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(corporate_number=""), name="corporate_number_or_null")]

    def __str__(self) -> str:
        return self.name


class OrganisationMember(models.Model):
    """A person in an organisation: objects belong to teams, never to one person."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.OWNER)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    class Meta:
        verbose_name = _("member")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.user}"


class Invitation(PublicModel):
    """An invitation of one e-mail address into an organisation; works once, for two weeks.

    Only a hash of what stands in the link is kept: who reads the database cannot join.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=MemberRole)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            # A new invitation of the same address takes the place of the old one.
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="open_invitation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.email}"
