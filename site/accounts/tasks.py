"""What the worker does for accounts."""

from datetime import datetime

from accounts.actions import forget_expired
from common.duties import duty


@duty("accounts.forget_expired", every=24 * 60 * 60, lane="retention")
def forget(now: datetime) -> None:
    """Once a day, and when a worker starts."""
    forget_expired(now=now)
