"""Days and times as people type them: full-width digits are digits, and a year far away is a slip of the finger."""

import unicodedata
from datetime import date, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from common.ui.widgets import DatePartsInput

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
FAR_AWAY = _("Please give a year from 1900 to 2100.")


def narrow(value: Any) -> Any:
    """Full-width digits and signs as the plain ones (NFKC); what is no text stays as it is."""
    return unicodedata.normalize("NFKC", value) if isinstance(value, str) else value


class DayField(forms.DateField):
    """A day in three boxes."""

    widget = DatePartsInput
    default_validators = [MinValueValidator(FIRST_DAY, FAR_AWAY), MaxValueValidator(LAST_DAY, FAR_AWAY)]

    def to_python(self, value: Any) -> date | None:
        """Read the day; raises ValidationError("invalid")."""
        return super().to_python(narrow(value))


class ClockField(forms.TimeField):
    """A time of the day."""

    def to_python(self, value: Any) -> time | None:
        """Read the time; raises ValidationError("invalid")."""
        return super().to_python(narrow(value))
