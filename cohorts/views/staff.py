"""The office: the board of a term, one entry, check and decision."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.rights import allowed, require, require_login, require_or_404
from activity.models import Record
from activity.queries import records_about
from activity.words import verb_words
from cohorts import hooks
from cohorts.actions import (
    adopt_entry_later,
    check_entry,
    decide_entry,
    move_cohort,
    note_reading,
)
from cohorts.enums import CHECKABLE_STATES, CohortState, EntryState
from cohorts.figures import funnel_figure, split_figure
from cohorts.forms import DecisionForm
from cohorts.models import Cohort, Entry
from cohorts.queries import (
    BoardRow,
    board_counts,
    board_rows,
    changes_in,
    entry_for_staff,
    get_cohort,
    latest_revision,
    open_return,
)
from cohorts.views.entry_diagnosis import attached_figure
from cohorts.views.parts import change_lines, returned_places, sections
from common.errors import Conflict, HirobaError, InvalidInput
from common.files import files_for
from common.ui.components.actions import Segment
from common.ui.values import Text

FILE_KIND = "cohorts.entry"
UNPROCESSABLE = 422
MOST_RECORDS = 20
OFFICE_MOVES = frozenset({CohortState.OPEN, CohortState.REVIEWING})
TONES = {
    EntryState.RECEIVED: "call",
    EntryState.CHECKING: "call",
    EntryState.RETURNED: "call",
    EntryState.REVIEWING: "ink",
    EntryState.INTERVIEW: "ink",
    EntryState.ADOPTED: "go",
    EntryState.PARTICIPATING: "go",
    EntryState.FINISHED: "go",
    EntryState.ALUMNI: "go",
}


def cohort_for_office(request: HttpRequest, public_id: UUID) -> tuple[Cohort, User]:
    """The term, for those who work on it; everybody else learns nothing about it."""
    user = require_login(request.user)
    cohort = get_cohort(public_id)
    require_or_404(user, "cohorts.view_board", cohort)
    return cohort, user


def entry_for_office(request: HttpRequest, public_id: UUID) -> tuple[Entry, User]:
    """The handed-in entry, for those who work on its term."""
    user = require_login(request.user)
    entry = entry_for_staff(public_id)
    require_or_404(user, "cohorts.view_board", entry.cohort)
    return entry, user


@require_GET
def staff_board(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How many, which divisions, who waits for what; filter by state."""
    cohort, user = cohort_for_office(request, public_id)
    state = request.GET.get("state", "")
    state = state if state in EntryState.values else ""
    counts = board_counts(cohort)
    now = timezone.now()
    page = board_rows(cohort, state, request.GET.get("after"))
    context = {
        "cohort": cohort,
        "counts": counts,
        "drafts": counts.get(EntryState.DRAFT, 0),
        "filters": _filters(cohort, counts, state),
        "rows": [_board_line(row) for row in page.rows],
        "previous_url": _page_url(cohort, state, page.previous),
        "next_url": _page_url(cohort, state, page.next),
        "funnel": funnel_figure(cohort),
        "split": split_figure(cohort),
        "csv_url": reverse("cohorts:funnel_csv", args=[cohort.public_id]) if _is_announced(cohort) else "",
        "may_decide": allowed(user, "cohorts.announce_cohort", cohort),
        "is_announced": _is_announced(cohort),
        "takes_entries": cohort.takes_entries(now),
        "may_close": allowed(user, "cohorts.move_cohort", cohort)
        and cohort.state == CohortState.OPEN
        and now >= cohort.closes_at,
    }
    return render(request, "cohorts/staff_board.html", context)


def _board_line(row: BoardRow) -> dict[str, Any]:
    state = EntryState(row.entry.state)
    return {
        "entry": row.entry,
        "reviews": row.reviews,
        "decision": row.decision,
        "tone": TONES.get(state, ""),
        "waits_for_check": state in {EntryState.RECEIVED, EntryState.CHECKING},
    }


def _page_url(cohort: Cohort, state: str, cursor: str | None) -> str:
    if not cursor:
        return ""
    asked = urlencode({**({"state": state} if state else {}), "after": cursor})
    return f"{reverse('cohorts:staff_board', args=[cohort.public_id])}?{asked}#entries"


def _is_announced(cohort: Cohort) -> bool:
    return cohort.state in {CohortState.ANNOUNCED, CohortState.RUNNING, CohortState.FINISHED}


def _filters(cohort: Cohort, counts: dict[str, int], current: str) -> list[Segment]:
    url = reverse("cohorts:staff_board", args=[cohort.public_id])
    handed_in = sum(count for state, count in counts.items() if state != EntryState.DRAFT)
    every = Segment(_("All"), url=f"{url}#entries", count=handed_in, current=not current)
    return [
        every,
        *(
            Segment(
                str(EntryState(state).label),
                url=f"{url}?state={state}#entries",
                count=counts[state],
                current=state == current,
            )
            for state in EntryState.values
            if state != EntryState.DRAFT and counts.get(state)
        ),
    ]


@require_POST
def staff_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin the review after the deadline, or open a prepared call."""
    cohort, user = cohort_for_office(request, public_id)
    require(user, "cohorts.move_cohort", cohort)
    to = request.POST.get("to", "")
    if to not in OFFICE_MOVES:
        raise Conflict(_("The office opens a call or begins its review here. Results have a page of their own."))
    move_cohort(cohort=cohort, to=to, by=user, now=timezone.now())
    return redirect("cohorts:staff_board", cohort.public_id)


@require_GET
def staff_entry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One entry with everything that was handed in; the reading goes on record."""
    entry, user = entry_for_office(request, public_id)
    note_reading(entry=entry, by=user, now=timezone.now(), role="office")
    return _render_entry(request, entry, user, _decision_form(entry))


def _decision_form(entry: Entry) -> DecisionForm:
    decision = getattr(entry, "decision", None)
    initial = {"outcome": decision.outcome, "reason": decision.reason, "note": decision.note} if decision else {}
    return DecisionForm(initial=initial)


def _render_entry(
    request: HttpRequest, entry: Entry, user: User, form: DecisionForm, status: int = 200
) -> HttpResponse:
    revision = latest_revision(entry)
    may_decide = allowed(user, "cohorts.decide_entry", entry)
    sees_decision = allowed(user, "cohorts.view_ranking", entry.cohort)
    changes = changes_in(entry)
    context: dict[str, Any] = {
        "entry": entry,
        "cohort": entry.cohort,
        "tone": TONES.get(EntryState(entry.state), ""),
        "revision": revision,
        "sections": sections(entry, revision.answers if revision else {}),
        "diagnosis": attached_figure(revision.answers if revision else {}),
        "files": files_for(entry.public_id, FILE_KIND),
        "records": _what_happened(entry, sees_decision=sees_decision),
        "form": form if may_decide else None,
        "decision": getattr(entry, "decision", None) if sees_decision else None,
        "may_check": allowed(user, "cohorts.check_entry", entry) and entry.state in CHECKABLE_STATES,
        "waiting": open_return(entry),
        "places": returned_places(entry, open_return(entry)),
        "changes": changes,
        "change_lines": change_lines(entry, changes) if changes else [],
        "may_adopt_later": allowed(user, "cohorts.adopt_entry_later", entry),
        "takes_entries": entry.cohort.takes_entries(timezone.now()),
        "panels": hooks.collect(hooks.office_panels, entry, user),
    }
    return render(request, "cohorts/staff_entry.html", context, status=status)


def _what_happened(entry: Entry, *, sees_decision: bool) -> list[tuple[Record, Text]]:
    """The newest lines of the trail; that something was decided is not told to who must not know it yet."""
    records = records_about(entry.public_id)
    if not sees_decision:
        records = records.exclude(verb="entry_decided")
    return [(item, verb_words(item.verb)) for item in records[:MOST_RECORDS]]


@require_POST
def staff_check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Nothing to mend: one click."""
    entry, user = entry_for_office(request, public_id)
    require(user, "cohorts.check_entry", entry)
    check_entry(entry=entry, by=user, now=timezone.now())
    messages.success(request, _("%(number)s went to the jurors.") % {"number": entry.number})
    return redirect("cohorts:staff_board", entry.cohort.public_id)


@require_POST
def staff_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note the decision; nobody outside the office learns of it before the announcement."""
    entry, user = entry_for_office(request, public_id)
    require(user, "cohorts.decide_entry", entry)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide_entry(entry=entry, by=user, now=timezone.now(), **form.cleaned_data)
        except InvalidInput as error:
            for name, sentence in error.fields.items():
                form.add_error(name or None, str(sentence))
    if form.errors:
        return _render_entry(request, entry, user, form, UNPROCESSABLE)
    messages.success(request, _("The decision is noted. Nobody else sees it before the announcement."))
    return redirect("cohorts:staff_ranking", entry.cohort.public_id)


@require_POST
def staff_adopt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A place became free after the announcement."""
    entry, user = entry_for_office(request, public_id)
    require(user, "cohorts.adopt_entry_later", entry)
    try:
        adopt_entry_later(entry=entry, by=user, now=timezone.now())
        messages.success(request, _("%(number)s has been adopted and told so.") % {"number": entry.number})
    except HirobaError as error:
        messages.error(request, str(error))
    return redirect("cohorts:staff_entry", entry.public_id)
