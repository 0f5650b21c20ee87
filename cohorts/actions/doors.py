"""The one door of each status: lock, look into the table of moves, write, record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.enums import COHORT_MOVES, ENTRY_MOVES, CohortState, EntryState
from cohorts.models import Announcement, Cohort, Entry
from common.clock import database_now
from common.errors import Closed, Conflict
from common.locking import bump, lock


def locked_entry(entry: Entry) -> Entry:
    """Lock the entry and read it with its term."""
    return lock(Entry.objects.select_related("cohort", "applicant"), entry.public_id)


@transaction.atomic
def move_entry(
    *,
    entry: Entry,
    to: str,
    by: User | None,
    now: datetime,
    facts: dict[str, Any] | None = None,
    fields: dict[str, Any] | None = None,
) -> Entry:
    """Move an entry to another state and return it fresh; `fields` are written with it.

    Raises Conflict when the table does not allow the move.
    """
    locked = lock(Entry.objects.select_related("cohort", "applicant", "second_person"), entry.public_id)
    before = locked.state
    if to not in ENTRY_MOVES[before]:
        raise Conflict(
            _("This is not possible now: the entry is in the state “%(state)s”.") % {"state": EntryState(before).label}
        )
    locked.state = to
    locked.state_changed_at = now
    for name, value in (fields or {}).items():
        setattr(locked, name, value)
    bump(locked, "state", "state_changed_at", *(fields or {}))
    record(verb=f"entry_{to}", subject=locked, by=by, now=now, facts={"from": before, **(facts or {})})
    return locked


@transaction.atomic
def move_cohort(*, cohort: Cohort, to: str, by: User | None, now: datetime) -> Cohort:
    """Move a term to another state and return it fresh; raises Conflict when the table does not allow it.

    Two moves need more than the table: an open call goes under review once its deadline has passed by the
    database's clock (raises Closed before), and a term is announced by its announcement only.
    """
    locked = lock(Cohort.objects.select_related("program"), cohort.public_id)
    before = locked.state
    if to not in COHORT_MOVES[before]:
        raise Conflict(
            _("This is not possible now: the term is in the state “%(state)s”.") % {"state": CohortState(before).label}
        )
    _check_reasons(locked, to)
    locked.state = to
    locked.save(update_fields=["state"])
    record(verb=f"cohort_{to}", subject=locked, by=by, now=now, facts={"from": before})
    return locked


def _check_reasons(cohort: Cohort, to: str) -> None:
    if to == CohortState.REVIEWING and database_now() < cohort.closes_at:
        raise Closed(_("The call is still open. The review can begin after the deadline."))
    if to == CohortState.ANNOUNCED and not Announcement.objects.filter(cohort=cohort).exists():
        raise Conflict(_("Results are announced on the page of the announcement, all at once."))
