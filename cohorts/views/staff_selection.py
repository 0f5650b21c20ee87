"""The office settles a selection: ranking, and the one act of announcing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.rights import require
from cohorts.actions import announce_cohort
from cohorts.figures import split_figure
from cohorts.models import Announcement, Cohort
from cohorts.queries import RankedEntry, announcement_preview, conflicts_in, jurors_of, ranking_table, teams_of
from cohorts.rank_words import why_here
from cohorts.views.staff import cohort_for_office
from common.errors import Conflict
from common.ui.components.data import Score

SHAPES = 8  # what `ui/parts/mark.html` can draw
CONFLICT = 409


@require_GET
def staff_ranking(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All scores of a term as strips, with the capacity as a line across; staff only."""
    cohort, user = cohort_for_office(request, public_id)
    require(user, "cohorts.view_ranking", cohort)
    table = ranking_table(cohort)
    jurors = _jurors(cohort, table)
    rows = [_row(row, jurors, index == cohort.capacity) for index, row in enumerate(table, start=1)]
    context = {
        "cohort": cohort,
        "rows": rows,
        "total": len(rows),
        "inside": min(len(rows), cohort.capacity),
        "jurors": [_("Juror %(number)d") % {"number": number} for number in range(1, len(jurors) + 1)],
        "settled": sum(len(row["ranked"].points) for row in rows),
        "expected": len(rows) * len(jurors) - conflicts_in(cohort),
        "split_rows": [row for row in rows if row["ranked"].is_split],
        "decided": sum(row["decision"] is not None for row in rows),
        "split": split_figure(cohort),
        "announcement": Announcement.objects.filter(cohort=cohort).first(),
        "takes_entries": cohort.takes_entries(timezone.now()),
    }
    return render(request, "cohorts/staff_ranking.html", context)


def _jurors(cohort: Cohort, table: Sequence[RankedEntry]) -> list[int]:
    """Everybody who judges or has judged this term, in a fixed order: the order gives each their mark."""
    return sorted({*jurors_of(cohort).values_list("pk", flat=True), *(juror for row in table for juror in row.points)})


def _row(row: RankedEntry, jurors: Sequence[int], cut_after: bool) -> dict[str, Any]:
    return {
        "ranked": row.ranked,
        "why": why_here(row.ranked),
        "entry": row.entry,
        "decision": getattr(row.entry, "decision", None),
        "scores": [_mark(jurors.index(juror), points) for juror, points in row.points.items()],
        "cut_after": cut_after,
    }


def _mark(place: int, points: float) -> Score:
    return Score(juror=_("Juror %(number)d") % {"number": place + 1}, value=points, shape=place % SHAPES)  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
def announce(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Look at everything that will happen, then let it happen in one act."""
    cohort, user = cohort_for_office(request, public_id)
    require(user, "cohorts.announce_cohort", cohort)
    if request.method == "GET":
        return render(request, "cohorts/announce.html", _announce_context(cohort))
    try:
        announcement = announce_cohort(cohort=cohort, by=user, now=timezone.now())
    except Conflict as refusal:
        context = {**_announce_context(cohort), "refusal": str(refusal)}
        return render(request, "cohorts/announce.html", context, status=CONFLICT)
    text = _("Announced: %(adopted)d adopted, %(declined)d not this time.")
    messages.success(request, text % {"adopted": announcement.adopted, "declined": announcement.declined})
    return redirect("cohorts:staff_board", cohort.public_id)


def _announce_context(cohort: Cohort) -> dict[str, Any]:
    preview = announcement_preview(cohort)
    return {
        "cohort": cohort,
        "preview": preview,
        "mails": sum(len(team) for team in teams_of((*preview.adopted, *preview.declined)).values()),
        "over": len(preview.adopted) - cohort.capacity,
        "announcement": Announcement.objects.filter(cohort=cohort).first(),
        "refusal": "",
        "takes_entries": cohort.takes_entries(timezone.now()),
    }
