"""What the worker does for mentors, again and again."""

from datetime import datetime

from common.duties import duty
from mentoring.actions import extend_weeks

HOURS = 60 * 60


@duty("mentoring.extend_weeks", every=6 * HOURS)
def offer_further_weeks(now: datetime) -> None:
    """Hours are offered for eight weeks ahead, so every day one more day of the weekly pattern appears."""
    extend_weeks(now=now)
