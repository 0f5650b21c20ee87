"""How far somebody has read."""

from django.db import IntegrityError, transaction

from accounts.models import User
from communities.models import Channel, ReadMark


@transaction.atomic
def mark_read(*, channel: Channel, seq: int, by: User) -> None:
    """Move the mark forward to `seq`; a smaller number changes nothing.

    Two windows of one person may do this at once: insert decides, and the loser moves the winner's mark.
    """
    marks = ReadMark.objects.filter(channel=channel, user=by)
    # Asking for any mark here would take one that another window has just set, with a smaller number, for ours.
    if marks.filter(seq__lt=seq).update(seq=seq) or marks.filter(seq__gte=seq).exists():
        return
    try:
        with transaction.atomic():
            ReadMark.objects.create(channel=channel, user=by, seq=seq)
    except IntegrityError:
        marks.filter(seq__lt=seq).update(seq=seq)
