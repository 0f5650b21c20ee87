"""Answering a question with one tap."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput
from home.models import PollVote


def cast_vote(*, poll: str, options: int, option: int, voter: UUID, by: None, now: datetime) -> None:
    """Count this browser's answer, or change the one it gave.

    One statement: the unique constraint on (poll, voter) decides, so two at the same instant count once. Nothing is
    recorded about who or when (`by` and `now` are not kept): that is what makes it need no login. Raises InvalidInput
    for an option that the question does not have.
    """
    if not 0 <= option < options:
        raise InvalidInput({"option": _("Please choose one of the answers.")})
    PollVote.objects.bulk_create(
        [PollVote(poll=poll, voter=voter, option=option)],
        update_conflicts=True,
        unique_fields=["poll", "voter"],
        update_fields=["option"],
    )
