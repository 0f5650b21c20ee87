"""What the worker does for programmes, again and again."""

from datetime import datetime

from cohorts.actions import delete_old_diagnoses
from common.duties import duty

DAY = 24 * 60 * 60


@duty("cohorts.delete_old_diagnoses", every=DAY, lane="retention")
def forget_diagnoses(now: datetime) -> None:
    """Results of the self-diagnosis are kept 90 days; from then on their links open nothing, the worker or not."""
    delete_old_diagnoses(now=now)
