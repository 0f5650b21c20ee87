"""The draft: begun once, saved at every step with what is right and what is not yet, kept until it is handed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from activity.actions import record
from cohorts.actions.doors import locked_entry
from cohorts.actions.second_person import KEYS, follow_address
from cohorts.answers import Checked, check_answer
from cohorts.enums import EDITABLE_STATES, EntryState, ReviewState
from cohorts.models import Answer, Cohort, Decision, Entry, Review
from cohorts.queries import (
    answers_of,
    correctable,
    draft_of,
    may_correct,
    open_return,
    track_choices,
)
from cohorts.questions import FIELDS, FILES_KEY, FORM_VERSION
from common.clock import database_now
from common.dates import format_daytime
from common.errors import Closed, NotFound, Sentence, StaleWrite
from common.files import check_upload, keep_file, remove_file
from common.idempotency import create_once
from common.locking import bump
from common.models import StoredFile

FILE_KIND = "cohorts.entry"


class StaleAnswers(StaleWrite):
    """Somebody changed these fields since the page was loaded; `newer` holds what stands there now."""

    def __init__(self, newer: dict[str, Any], rev: int) -> None:
        super().__init__()
        self.newer = newer
        self.rev = rev


@dataclass(frozen=True)
class Saved:
    """The entry after saving, the sentence for each saved field that is not right yet, and the values as kept."""

    entry: Entry
    errors: dict[str, str]
    values: dict[str, Any]


def ensure_open(entry: Entry, keys: Collection[str] = ()) -> None:
    """Raise Closed with a sentence unless the locked entry may still change, by the database's clock.

    Three things close it: the deadline (or the term is not open), its state, and a juror or staff member who has
    settled something about the version that was handed in. After the deadline `keys` may still change while the
    office waits for a correction of exactly these fields.
    """
    moment = database_now()
    cohort = entry.cohort
    if not cohort.takes_entries(moment) and not may_correct(entry, keys, moment):
        raise Closed(_why_closed(entry, moment))
    if entry.is_draft:
        return  # nobody judges what was not handed in
    judged = Review.objects.filter(entry=entry, state=ReviewState.SUBMITTED).exists()
    if entry.state not in EDITABLE_STATES or judged or Decision.objects.filter(entry=entry).exists():
        raise Closed(_("The review of this entry has begun, so it can no longer be changed. Please ask the office."))


def _why_closed(entry: Entry, moment: datetime) -> Sentence:
    """The sentence for what came too late, or for a field that the office did not send back."""
    if correctable(entry, moment):
        return _("Only the places that the office named can be changed now. What you wrote is kept.")
    waiting = open_return(entry)
    when = format_daytime(waiting.due_at if waiting else entry.cohort.closes_at)
    return _("The deadline was %(when)s. What you wrote is kept.") % {"when": when}


@transaction.atomic
def start_entry(
    *,
    cohort: Cohort,
    applicant: User,
    by: User,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    organisation: Organisation | None = None,
) -> Entry:
    """Begin an entry, or go on with the applicant's draft in this term (one draft each; insert first).

    The organisation the applicant belongs to fills in what it knows. `answers` are saved as typed values are.
    Raises Closed when the term takes no entries by the database's clock.
    """
    if not cohort.takes_entries(database_now()) and draft_of(applicant, cohort) is None:
        raise Closed(_("This call is not open now."))
    organisation = organisation or applicant.organisations.order_by("pk").first()
    entry, created = create_once(
        Entry,
        key_fields={"cohort": cohort, "applicant": applicant, "state": EntryState.DRAFT},
        values={
            "form_version": FORM_VERSION,
            "organisation": organisation,
            "entered_by": by,
            "on_behalf": by.pk != applicant.pk,
            "created_at": now,
            "state_changed_at": now,
        },
    )
    if created:
        record(verb="entry_started", subject=entry, by=by, now=now, on_behalf_of=applicant if entry.on_behalf else None)
    known = _known_answers(organisation) if created and organisation else {}
    return _fill_in(entry, {**known, **(answers or {})}, by, now)


def _fill_in(entry: Entry, values: Mapping[str, Any], by: User, now: datetime) -> Entry:
    return save_answers(entry=entry, values=values, by=by, now=now).entry if values else entry


def _known_answers(organisation: Organisation) -> dict[str, Any]:
    """What need not be typed again (WCAG 3.3.7); empty things stay unanswered."""
    known = {
        "kind": organisation.kind,
        "corporate_number": organisation.corporate_number,
        "org_name": organisation.name,
        "org_kana": organisation.kana,
        "postal_code": organisation.postal_code,
        "address": organisation.address,
        "industry": organisation.industry,
        "employees": organisation.employees,
        "phone": organisation.phone,
    }
    return {key: value for key, value in known.items() if value}


@transaction.atomic
def save_answers(*, entry: Entry, values: Mapping[str, Any], by: User, now: datetime, rev: int | None = None) -> Saved:
    """Save typed values: right ones normalised, wrong ones as typed with their sentence in the result.

    `rev` is the entry's counter when the person loaded the page. When one of these fields was changed by somebody
    since and would be overwritten, StaleAnswers is raised and nothing is written. Saving the same again (a doubled
    POST, one's own autosave) changes nothing. Raises Closed after the deadline; unknown keys are left out.
    """
    entry = locked_entry(entry)
    ensure_open(entry, [key for key in values if key in FIELDS])
    prefetch_related_objects([entry.cohort], "tracks")  # asked for twice: to check and to mirror
    tracks = track_choices(entry.cohort)
    checked = {key: check_answer(FIELDS[key], raw, tracks) for key, raw in values.items() if key in FIELDS}
    stored = answers_of(entry)
    _refuse_stale(entry, stored, checked, rev)
    changed = {key: item for key, item in checked.items() if item.keep and not _same(stored.get(key), item)}
    if changed:
        _write(entry, stored, changed, by, now)
    errors = {key: item.error for key, item in checked.items() if item.error}
    return Saved(entry, errors, {key: item.value for key, item in checked.items() if item.is_valid})


def _same(answer: Answer | None, item: Checked) -> bool:
    return answer is not None and answer.value == item.value and answer.is_valid == item.is_valid


def _refuse_stale(entry: Entry, stored: dict[str, Answer], checked: dict[str, Checked], rev: int | None) -> None:
    if rev is None:
        return
    newer = {
        key: stored[key].value
        for key, item in checked.items()
        if item.keep and key in stored and stored[key].rev > rev and not _same(stored[key], item)
    }
    if newer:
        raise StaleAnswers(newer, entry.rev)


def _write(entry: Entry, stored: dict[str, Answer], changed: dict[str, Checked], by: User, now: datetime) -> None:
    rows = [
        Answer(entry=entry, key=key, value=item.value, is_valid=item.is_valid, rev=entry.rev + 1)
        for key, item in changed.items()
    ]
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["entry", "key"], update_fields=["value", "is_valid", "rev"]
    )
    entry.saved_at = now
    values = {answer.key: answer.value for answer in (*stored.values(), *rows)}
    names = mirror(entry, values) if entry.is_draft else []
    if not changed.keys().isdisjoint(KEYS):
        # At once, also after handing in: who is taken out of the team is out now.
        names += follow_address(entry=entry, answers=answers_of(entry), by=by, now=now)
    bump(entry, "saved_at", *names)


def mirror(entry: Entry, values: Mapping[str, Any]) -> list[str]:
    """Copy what lists and other apps read from the answers to the entry's own fields; names of those fields."""
    by_key = {track.key: track for track in entry.cohort.tracks.all()}
    entry.track = by_key.get(str(values.get("track") or ""))
    entry.title = str(values.get("title") or "")[:80]
    entry.org_name = str(values.get("org_name") or "")[:120]
    for name in ("publish_company", "publish_title", "publish_content"):
        setattr(entry, name, bool(values.get(name)))
    return ["track", "title", "org_name", "publish_company", "publish_title", "publish_content"]


def attach_entry_file(*, entry: Entry, upload: UploadedFile, by: User, now: datetime) -> StoredFile:
    """Add a file to the entry until the deadline; raises InvalidInput with a sentence for a wrong file.

    Decoding takes long and must not hold a lock, so the entry is asked before it and, locked, once more after it.
    """
    ensure_open(entry, [FILES_KEY])
    with check_upload(upload=upload, kind=FILE_KIND) as checked, transaction.atomic():
        ensure_open(locked_entry(entry), [FILES_KEY])
        return keep_file(checked=checked, subject=entry.public_id, by=by, now=now)


@transaction.atomic
def remove_entry_file(*, entry: Entry, file_id: UUID | str, by: User, now: datetime) -> None:
    """Remove one of the entry's files until the deadline; one that is gone already counts as removed.

    Raises NotFound for a file of somebody else.
    """
    locked = locked_entry(entry)
    ensure_open(locked, [FILES_KEY])
    file = StoredFile.objects.about(locked.public_id, FILE_KIND).filter(public_id=file_id).first()
    if file is None and StoredFile.objects.filter(public_id=file_id).exists():
        raise NotFound
    if file is None:
        return
    facts = {"file": str(file.public_id), "sha256": file.sha256}
    remove_file(file=file)
    record(verb="entry_file_removed", subject=locked, by=by, now=now, facts=facts)
