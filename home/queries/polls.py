"""What was answered to a question with one tap."""

from uuid import UUID

from django.db.models import Count

from home.models import PollVote


def poll_counts(poll: str, options: int) -> list[int]:
    """How many chose each of the options; one query. Answers to options that are gone are not counted."""
    rows = PollVote.objects.filter(poll=poll).values_list("option").annotate(n=Count("pk"))
    found: dict[int, int] = dict(rows)
    return [found.get(place, 0) for place in range(options)]


def own_vote(poll: str, voter: UUID | None) -> int | None:
    """What this browser chose; no query for one that has not voted."""
    if voter is None:
        return None
    vote = PollVote.objects.filter(poll=poll, voter=voter).first()
    return vote.option if vote is not None else None
