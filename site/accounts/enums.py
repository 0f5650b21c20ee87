"""Kinds of organisations, members and roles."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What somebody enters as."""

    COMPANY = "company", _("Company")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    ASSOCIATION = "association", _("Association or group")
    SCHOOL = "school", _("School")
    MUNICIPALITY = "municipality", _("Municipality")
    SUPPORT = "support", _("Support organisation")
    PLANNED = "planned", _("Starting soon")


class MemberRole(models.TextChoices):
    """What a person is in an organisation; the right hand 右腕 carries the plan out."""

    OWNER = "owner", _("Owner")
    RIGHT_HAND = "right_hand", _("Right hand")
    STAFF = "staff", _("Employee")


class RoleKind(models.TextChoices):
    """What a person does for the operator, everywhere or for one programme, term or community (the scope)."""

    STAFF = "staff", _("Programme staff")
    CONTRACTOR = "contractor", _("Contractor")
    JUROR = "juror", _("Juror")
    MENTOR = "mentor", _("Mentor")
    ORGANISER = "organiser", _("Organiser")


class AccessKind(StrEnum):
    """What happened to somebody's access; see `hooks.AccessChanged` for what each one carries."""

    LOGOUT = "logout"
    SESSIONS_ENDED = "sessions_ended"
    DEACTIVATED = "deactivated"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"


class GuessKind(models.TextChoices):
    """What somebody may guess wrongly; each has limits of its own (`actions.attempts`)."""

    PASSWORD = "password", _("Password")
    TOTP = "totp", _("Authenticator app")
    RECOVERY = "recovery", _("Recovery code")
