"""Handing in: one receipt number an entry, an unchangeable revision each time, until the deadline."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.actions import create_organisation
from accounts.models import Organisation, User
from activity.actions import record
from cohorts.actions.doors import locked_entry, move_entry
from cohorts.actions.drafts import FILE_KIND, ensure_open, mirror
from cohorts.actions.returns import close_return
from cohorts.actions.second_person import ask_second_person, bring_in
from cohorts.diagnosis import ANSWER_KEY
from cohorts.enums import EDITABLE_STATES, EntryState
from cohorts.letters import send_letter
from cohorts.models import Cohort, Entry, EntryRevision
from cohorts.queries import correctable, current_answers, gaps_in, latest_revision, live_entry_of, track_choices
from cohorts.questions import FIELDS, FILES_KEY
from common.clock import database_now
from common.codes import check_character
from common.dates import format_daytime
from common.errors import Closed, Conflict, InvalidInput
from common.locking import bump, lock
from common.models import StoredFile


@transaction.atomic
def submit_entry(*, entry: Entry, by: User, now: datetime) -> Entry:
    """Hand the entry in, or hand it in again with changes.

    Order: lock the term (its row is the counter), lock the entry, judge the deadline by the database's clock, check
    every answer, write the revision, give the number (first time only), move to received, queue the mail.
    The same content a second time changes nothing and answers the entry with its number. Raises Closed after the
    deadline (the draft stays), InvalidInput with a sentence for every field that is missing or wrong.
    """
    cohort = lock(Cohort, entry.cohort.public_id)
    entry = locked_entry(entry)
    last = latest_revision(entry)
    named = _corrected_alone(entry)
    values, files = _content(entry, last, named)
    digest = fingerprint(values, files, entry.form_version)
    if last is not None and last.sha256 == digest and entry.state not in {EntryState.DRAFT, EntryState.RETURNED}:
        return entry
    ensure_open(entry, named)
    if last is not None and last.sha256 == digest:
        raise Conflict(_("Nothing has changed yet in the places that the office named."))
    prefetch_related_objects([entry.cohort], "tracks")  # asked for twice: to check and to mirror
    gaps = gaps_in(values, track_choices(entry.cohort))
    if gaps:
        raise InvalidInput({gap.field.key: gap.error for gap in gaps})
    revision = _write_revision(entry, {"answers": values, "files": files, "sha256": digest}, by, now)
    names = mirror(entry, values)
    if entry.number is None:
        entry.number = next_number(cohort)
        entry.submitted_at = now
    if entry.organisation is None:
        entry.organisation = _create_organisation(entry.applicant, values, now)
    bring_in(entry=entry, by=by, now=now)
    names += ["number", "submitted_at", "organisation", "second_joined"]
    entry = _receive(entry, {name: getattr(entry, name) for name in names}, revision, by, now)
    ask_second_person(entry=entry, now=now)
    return entry


def _corrected_alone(entry: Entry) -> frozenset[str]:
    """After the deadline an entry that was sent back is handed in again with these fields only; else none."""
    moment = database_now()
    return frozenset() if entry.cohort.takes_entries(moment) else correctable(entry, moment)


def _content(
    entry: Entry, last: EntryRevision | None, named: frozenset[str]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Answers and files to hand in. With `named` everything else stays as it was handed in: what was typed
    before the deadline and never submitted does not come along with a correction.
    """
    values, files = _values(entry), _files(entry)
    if last is None or not named:
        return values, files
    kept = {key: value for key, value in values.items() if key in named}
    return {**last.answers, **kept}, files if FILES_KEY in named else last.files


def _receive(entry: Entry, fields: dict[str, Any], revision: EntryRevision, by: User, now: datetime) -> Entry:
    facts = {"number": entry.number, "revision": revision.number, "sha256": revision.sha256}
    close_return(entry=entry, now=now)
    if entry.state == EntryState.RECEIVED:
        bump(entry, *fields)
        record(verb="entry_resubmitted", subject=entry, by=by, now=now, facts=facts)
    else:
        entry = move_entry(entry=entry, to=EntryState.RECEIVED, by=by, now=now, facts=facts, fields=fields)
    send_letter(entry=entry, event="received", now=now, key=f"{entry.public_id}-{revision.number}")
    return entry


def next_number(cohort: Cohort) -> str:
    """The next receipt number of a term, e.g. KDX2-2026-0007-9; the term's row must be locked.

    Prefix, fiscal year, a counter that never goes back, and a check character against mistyping.
    """
    cohort.last_number += 1
    cohort.save(update_fields=["last_number"])
    base = f"{cohort.prefix}-{cohort.fiscal_year}-{cohort.last_number:04d}"
    return f"{base}-{check_character(base)}"


def fingerprint(values: dict[str, Any], files: list[dict[str, Any]], form_version: str) -> str:
    """SHA-256 over what was handed in, the same for the same content whatever the order of keys."""
    content = {"answers": values, "files": files, "form": form_version}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _values(entry: Entry) -> dict[str, Any]:
    values = current_answers(entry)
    return {key: values[key] for key in (*FIELDS, ANSWER_KEY) if key in values}


def _files(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"id": str(file.public_id), "name": file.original_name, "size": file.size, "sha256": file.sha256}
        for file in StoredFile.objects.about(entry.public_id, FILE_KIND)
    ]


def _write_revision(entry: Entry, content: dict[str, Any], by: User, now: datetime) -> EntryRevision:
    return EntryRevision.objects.create(
        entry=entry,
        number=entry.revisions.count() + 1,
        form_version=entry.form_version,
        submitted_at=now,
        submitted_by=by,
        **content,
    )


def _create_organisation(applicant: User, values: dict[str, Any], now: datetime) -> Organisation:
    """An organisation from the answers.

    A corporate number that another organisation has already is left out: typing somebody's number must not open
    their things. The office sees both and joins them by hand.
    """
    keys = ("industry", "employees", "postal_code", "address", "phone")
    data = {key: values.get(key) or "" for key in keys}
    number = values.get("corporate_number") or ""
    if number and not Organisation.objects.filter(corporate_number=number).exists():
        data["corporate_number"] = number
    return create_organisation(
        name=str(values["org_name"]), kana=str(values["org_kana"]), kind=values["kind"], by=applicant, now=now, **data
    )


@transaction.atomic
def withdraw_entry(*, entry: Entry, by: User, now: datetime) -> Entry:
    """Take the entry back before the result; what was handed in stays on record. Twice is once."""
    entry = locked_entry(entry)
    if entry.state == EntryState.WITHDRAWN:
        return entry
    if entry.state not in EDITABLE_STATES | {EntryState.INTERVIEW}:
        raise Conflict(_("This entry can no longer be withdrawn. Please ask the office."))
    close_return(entry=entry, now=now)
    return move_entry(entry=entry, to=EntryState.WITHDRAWN, by=by, now=now)


@transaction.atomic
def restore_entry(*, entry: Entry, by: User, now: datetime) -> Entry:
    """Take a withdrawal back: the same entry with the same number, checked anew. Twice is once.

    Until the deadline, by the database's clock after the lock; raises Closed after it, and Conflict when the
    applicant has begun another entry to this term meanwhile.
    """
    lock(Cohort, entry.cohort.public_id)  # term first, then entry, as in handing in
    entry = locked_entry(entry)
    if entry.state != EntryState.WITHDRAWN:
        return entry
    if not entry.cohort.takes_entries(database_now()):
        when = format_daytime(entry.cohort.closes_at)
        raise Closed(_("The deadline was %(when)s. The withdrawal can no longer be taken back.") % {"when": when})
    if live_entry_of(entry.applicant, entry.cohort) is not None:
        raise Conflict(_("There is another entry of yours to this term already, so this one stays withdrawn."))
    to = EntryState.RECEIVED if entry.number else EntryState.DRAFT
    return move_entry(entry=entry, to=to, by=by, now=now)
