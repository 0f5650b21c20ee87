"""The form a juror scores with: what was typed, what is kept, and the running total."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from cohorts.enums import ReviewState
from cohorts.models import Criterion, Entry, Review
from cohorts.ranking import TOP_VALUE, juror_points
from common.dates import format_clock

NOT_APPLICABLE = "na"  # what the component posts for "does not apply"; nothing chosen posts nothing
Choice = int | None  # 1–5, or None for "does not apply"


@dataclass(frozen=True)
class Total:
    """What the choices so far add up to: 0–100, an open criterion counts 0; None when none applies."""

    points: float | None
    left: int

    @property
    def words(self) -> str:
        """The total as a sentence."""
        if self.points is None:
            return total_words()["none"]
        text = total_words()["open" if self.left else "all"]
        return text.format(points=f"{self.points:.1f}", left=self.left)


def total_words() -> dict[str, str]:
    """The sentences of the total with places for `points` and `left`; a script fills them in like the server."""
    places = {"points": "{points}", "left": "{left}"}
    return {
        "open": _("Total so far: %(points)s of 100 points (%(left)s still to score)") % places,
        "all": _("Total: %(points)s of 100 points") % places,
        "none": _("Total: no criterion applies"),
    }


def criteria_of(entry: Entry) -> list[Criterion]:
    """What the entry's term judges by."""
    return list(Criterion.objects.filter(rubric__cohort=entry.cohort))


def typed_scores(criteria: Iterable[Criterion], data: Mapping[str, Any]) -> dict[UUID, Choice]:
    """The choices among what a form or a script sent; anything else counts as not chosen."""
    scores: dict[UUID, Choice] = {}
    for item in criteria:
        typed = data.get(str(item.public_id))
        if typed == NOT_APPLICABLE:
            scores[item.public_id] = None
        elif isinstance(typed, str) and typed in {"1", "2", "3", "4", "5"}:
            scores[item.public_id] = int(typed)
    return scores


def running_total(criteria: Iterable[Criterion], chosen: Mapping[UUID, Choice]) -> Total:
    """The juror's points while some criteria are still open, weighed as the ranking weighs them."""
    rows = [(chosen.get(item.public_id, 0), item.weight) for item in criteria]
    left = sum(item.public_id not in chosen for item in criteria)
    return Total(juror_points(rows), left)


def form_context(
    entry: Entry, review: Review | None, data: QueryDict, errors: Mapping[str, Any], newer: Mapping[str, Any]
) -> dict[str, Any]:
    """What the form shows: what was typed, or else what is kept; `newer` is what another screen kept meanwhile."""
    criteria = criteria_of(entry)
    settled = review is not None and review.state == ReviewState.SUBMITTED
    chosen = {score.criterion.public_id: score.value for score in review.scores.all()} if review else {}
    if not settled:
        chosen |= typed_scores(criteria, data)
    kept = review.comment if review else ""
    return {
        "criteria": [_row(item, chosen, errors, newer) for item in criteria],
        "scale": entry.cohort.rubric.text("scale"),
        "comment": kept if settled else data.get("comment", kept),
        "comment_error": str(errors.get("comment", "")),
        "comment_newer": newer.get("comment"),
        "settled": settled,
        "rev": review.rev if review else 0,
        "saved_text": saved_text(review),
        "total": running_total(criteria, chosen).words,
        "total_words": total_words(),
    }


def _row(
    item: Criterion, chosen: Mapping[UUID, Choice], errors: Mapping[str, Any], newer: Mapping[str, Any]
) -> dict[str, Any]:
    key = str(item.public_id)
    value = chosen.get(item.public_id, 0)  # 0: nothing chosen yet
    return {
        "key": key,
        "name": item.label,
        "help": item.text("help"),
        "weight": item.weight,
        "value": NOT_APPLICABLE if value is None else value,
        "error": str(errors.get(key, "")),
        "newer": choice_word(newer[key]) if key in newer else "",
    }


def choice_word(value: Choice) -> str:
    """A choice as a sentence about it names it."""
    return _("Does not apply") if value is None else f"{value} / {TOP_VALUE}"


def saved_text(review: Review | None) -> str:
    """When the choices were kept last."""
    if review is None or review.saved_at is None:
        return _("What you choose is saved; only you see it until you settle it.")
    return _("Saved automatically at %(time)s") % {"time": format_clock(review.saved_at)}
