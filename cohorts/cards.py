"""Cards of the start page /my/: what a person has to do next in a programme."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import RoleKind
from accounts.models import User
from accounts.queries import has_role, scopes_of
from accounts.rights import allowed
from activity.cards import Card
from cohorts.course import river
from cohorts.enums import CohortState, EntryState
from cohorts.models import Cohort, Entry, EntryReturn
from cohorts.queries import (
    entries_asking,
    entries_of,
    entry_course,
    moves_of,
    open_cohorts,
    open_return,
    review_items,
)
from common.dates import format_daytime
from common.ui.components.progress import RiverStep

# What needs the person now comes first, what only informs them later, what is over last.
ASKING_PRIORITY = 95
RETURNED_PRIORITY = 93
DRAFT_PRIORITY = 90
REVIEW_PRIORITY = 80
STATUS_PRIORITY = 60
OFFICE_PRIORITY = 50
TAKING_PART_PRIORITY = 25
QUIET_PRIORITY = 10
LATER_PRIORITY = 3
OVER_PRIORITY = -10
MOST = 5
OVER = frozenset({EntryState.DECLINED, EntryState.FINISHED, EntryState.ALUMNI})
PICTURE = "loop-2.svg"
JUDGING_PICTURE = "catalogue.svg"
OFFICE_PICTURE = "inbox-together.svg"


def entry_cards(user: User, now: datetime) -> list[Card]:
    """Own entries: a draft that can still be handed in comes first."""
    entries = entries_of(user).exclude(state=EntryState.WITHDRAWN).prefetch_related("cohort__milestones")[:MOST]
    moves = moves_of(entries)
    prefetch_related_objects([entry for entry in entries if entry.state == EntryState.RETURNED], "returns__fields")
    return [
        _draft_card(entry, now) if entry.is_draft else _status_card(entry, now, moves[entry.public_id])
        for entry in entries
    ]


def asking_cards(user: User, _now: datetime) -> list[Card]:
    """Entries that name this person as the right hand and wait for a yes; not for who runs or judges the term."""
    return [_asking_card(entry) for entry in entries_asking(user)[:MOST] if allowed(user, "cohorts.join_entry", entry)]


def _asking_card(entry: Entry) -> Card:
    return Card(
        title=_("Are you the right hand?"),
        sentence=_("%(org)s names you as the person who does it with them.")
        % {"org": entry.org_name or entry.applicant.name},
        state=_("Not confirmed yet"),
        tone="call",
        url=reverse("cohorts:entry_join", args=[entry.public_id]),
        action=_("Answer"),
        priority=ASKING_PRIORITY,
        picture=PICTURE,
    )


def _draft_card(entry: Entry, now: datetime) -> Card:
    is_open = entry.cohort.takes_entries(now)
    when = {"when": format_daytime(entry.cohort.closes_at)}
    return Card(
        title=_("Draft: %(term)s") % {"term": entry.cohort.label},
        sentence=_("You can go on until %(when)s.") % when
        if is_open
        else _("The deadline was %(when)s. What you wrote is kept.") % when,
        state=str(EntryState.DRAFT.label),
        tone="call" if is_open else "",
        url=reverse("cohorts:entry_status", args=[entry.public_id]),
        action=_("Go on with the entry") if is_open else _("Look at the draft"),
        priority=DRAFT_PRIORITY if is_open else OVER_PRIORITY,
        picture=_picture(entry),
    )


def _returned_card(entry: Entry, waiting: EntryReturn, here: Sequence[RiverStep]) -> Card:
    """Sent back: how many places, until when, and straight to them."""
    text = ngettext(
        "Please correct %(count)d place by %(when)s.",
        "Please correct %(count)d places by %(when)s.",
        len(waiting.fields.all()),
    )
    return Card(
        title=entry.title or str(entry.number),
        sentence=text % {"count": len(waiting.fields.all()), "when": format_daytime(waiting.due_at)},
        state=str(EntryState.RETURNED.label),
        tone="call",
        here=tuple(here),
        url=reverse("cohorts:entry_correct", args=[entry.public_id]),
        action=_("Correct the entry"),
        priority=RETURNED_PRIORITY,
        picture=_picture(entry),
    )


def _status_card(entry: Entry, now: datetime, moves: Mapping[str, datetime]) -> Card:
    """The way of an entry that is on it; of one that is over, how it ended."""
    waiting = open_return(entry)
    if waiting is not None:
        return _returned_card(entry, waiting, river(entry_course(entry, now, moves)))
    return Card(
        title=entry.title or str(entry.number),
        sentence=f"{entry.cohort.program.label} {entry.cohort.label} {entry.number}",
        state=str(EntryState(entry.state).label),
        tone="go" if entry.is_adopted else "ink",
        here=() if entry.state in OVER else river(entry_course(entry, now, moves)),
        url=reverse("cohorts:entry_status", args=[entry.public_id]),
        action=_("See where it stands"),
        priority=_status_priority(entry),
        picture=_picture(entry),
    )


def _status_priority(entry: Entry) -> int:
    if entry.state in OVER:
        return OVER_PRIORITY
    return TAKING_PART_PRIORITY if entry.is_adopted else STATUS_PRIORITY


def _picture(entry: Entry) -> str:
    """The drawing of its division, once one is chosen."""
    return f"{entry.track.drawing}.svg" if entry.track and entry.track.drawing else PICTURE


def juror_card(user: User, now: datetime) -> Card | None:
    """How many entries wait for this juror's scores; before and after that, where the judging stands."""
    if not has_role(user, RoleKind.JUROR):
        return None
    waiting = sum(item.state in {"open", "declare"} for item in review_items(user))
    if not waiting:
        return _waiting_juror_card(now)
    text = ngettext("%(count)d entry waits for your score.", "%(count)d entries wait for your score.", waiting)
    return Card(
        title=_("Judging"),
        sentence=text % {"count": waiting},
        state=_("To be scored"),
        tone="call",
        url=reverse("cohorts:review_list"),
        action=_("Open the list"),
        priority=REVIEW_PRIORITY,
        picture=JUDGING_PICTURE,
    )


def _waiting_juror_card(now: datetime) -> Card:
    """Nothing to score yet: until when the call runs, which is when the work begins."""
    cohort = open_cohorts(now).first()
    text = _("No call is open. You will be told when there is something to score.")
    if cohort:
        text = _("The call of “%(term)s” runs until %(when)s. You will be told when there is something to score.")
        text %= {"term": cohort.label, "when": format_daytime(cohort.closes_at)}
    return Card(
        title=_("Judging"),
        sentence=text,
        state=_("Nothing to score yet"),
        url=reverse("cohorts:review_list"),
        action=_("See the list of entries"),
        priority=LATER_PRIORITY,
        picture=JUDGING_PICTURE,
    )


def office_cards(user: User, _now: datetime) -> list[Card]:
    """Boards of the terms that somebody of the office works on."""
    scopes = {kind: scopes_of(user, kind) for kind in (RoleKind.STAFF, RoleKind.CONTRACTOR)}
    all_scopes = scopes[RoleKind.STAFF] | scopes[RoleKind.CONTRACTOR]
    if not all_scopes:
        return []
    live = (CohortState.OPEN, CohortState.REVIEWING, CohortState.ANNOUNCED, CohortState.RUNNING)
    cohorts = Cohort.objects.filter(state__in=live).select_related("program").order_by("closes_at")
    if None not in all_scopes:
        cohorts = cohorts.filter(public_id__in=[scope for scope in all_scopes if scope])
    waiting = _waiting(list(cohorts[:MOST]))
    return [_office_card(cohort, waiting.get(cohort.pk, 0)) for cohort in cohorts[:MOST]]


def _waiting(cohorts: list[Cohort]) -> dict[int, int]:
    states = (EntryState.RECEIVED, EntryState.CHECKING)
    found: dict[int, int] = {}
    for cohort_id in Entry.objects.filter(cohort__in=cohorts, state__in=states).values_list("cohort", flat=True):
        found[cohort_id] = found.get(cohort_id, 0) + 1
    return found


def _office_card(cohort: Cohort, waiting: int) -> Card:
    text = ngettext("%(count)d entry waits for the check.", "%(count)d entries wait for the check.", waiting)
    return Card(
        title=f"{cohort.program.label} {cohort.label}",
        sentence=text % {"count": waiting} if waiting else _("No entry waits for the check."),
        state=str(CohortState(cohort.state).label),
        tone="call" if waiting else "",
        url=reverse("cohorts:staff_board", args=[cohort.public_id]),
        action=_("Open the board"),
        priority=OFFICE_PRIORITY + 1 if waiting else QUIET_PRIORITY,
        picture=OFFICE_PICTURE,
    )
