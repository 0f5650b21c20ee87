"""A result of the three-minute self-diagnosis: nobody's name, fourteen numbers, and the day it is deleted."""

from datetime import datetime
from typing import Self

from django.core.signing import BadSignature, Signer
from django.db import models

from cohorts.diagnosis import Levels, levels_from
from common.models import PublicModel

_signer = Signer(salt="cohorts.diagnosis", sep=".")


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    """Results named by what they are."""

    def kept_at(self, moment: datetime) -> Self:
        """Results whose time is not over; the others count as gone even before the worker has come by."""
        return self.filter(keep_until__gt=moment)

    def over_at(self, moment: datetime) -> Self:
        """Results that are to be deleted."""
        return self.filter(keep_until__lte=moment)


class Diagnosis(PublicModel):
    """`answers`: axis → [now, in three years]. `once` is made of the form's key and its content, so that a doubled
    POST is one result. The private link carries the public id with a signature: an id that is seen elsewhere (in the
    audit trail) opens nothing, and the database alone makes no link.
    """

    answers = models.JSONField()
    once = models.UUIDField(unique=True, editable=False)
    keep_until = models.DateTimeField(db_index=True)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "diagnoses"

    def __str__(self) -> str:
        return f"diagnosis {self.public_id}"

    @property
    def token(self) -> str:
        """The last part of the private link."""
        return _signer.sign(self.public_id.hex)

    @property
    def levels(self) -> Levels:
        """Now and the goal of each axis."""
        return levels_from(self.answers) or {}


def public_id_in(token: str) -> str:
    """The public id that a link's last part stands for; "" when it was not made here."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        return ""
