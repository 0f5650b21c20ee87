"""One question with one tap, and numbers that an editor typed."""

from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.ui.plots import Figure
from common.ui.plots.bars import Bar, bars
from home.ballots import voter_of
from home.live import Question, source
from home.queries import own_vote, poll_counts


@source("poll")
def poll(question: Question) -> dict[str, Any]:
    """The answers as buttons; for a browser that has answered also how many chose each."""
    key, options = question.value["key"], list(question.value["options"])
    own = own_vote(key, voter_of(question.request, key))
    counts = poll_counts(key, len(options)) if own is not None else []
    url = ""
    if question.page is not None and question.section_id:
        url = reverse("home:poll_vote", args=[question.page.translation_key, question.section_id])
    return {
        "vote_url": url,
        "answers": [{"label": label, "place": place, "is_own": place == own} for place, label in enumerate(options)],
        "has_voted": own is not None,
        "result": poll_figure(question.value, options, counts) if counts else None,
    }


def poll_figure(value: Any, options: list[str], counts: list[int]) -> Figure:
    """How many chose each."""
    total = sum(counts)
    return _draw(
        title=_("How everybody answered"),
        sentence=ngettext("%(total)d answer so far.", "%(total)d answers so far.", total) % {"total": total},
        source=_("Answers on this page; one for each browser."),
        rows=tuple(Bar(label, count) for label, count in zip(options, counts, strict=True)),
        unit=_("answers"),
        head=str(value["title"] or ""),
    )


# A drawing is a pure function of its numbers.
_draw = lru_cache(maxsize=64)(bars)
