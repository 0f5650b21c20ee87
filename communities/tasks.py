"""What the worker does for communities."""

from uuid import UUID

from django.utils import timezone

from common.jobs import job
from communities.actions import tell_event_reached


@job("communities.tell_event_reached")
def tell_reached(event: str) -> None:
    """Everybody with a seat learns that the event takes place; run again it tells nobody twice."""
    tell_event_reached(event_id=UUID(event), now=timezone.now())
