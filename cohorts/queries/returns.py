"""Reads about sending back: what is open, what the office said about which field, and what changed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cohorts.enums import EntryState
from cohorts.models import Entry, EntryReturn, EntryRevision
from cohorts.questions import FILES_KEY, in_order


@dataclass(frozen=True)
class Change:
    """One field before and after; `sentence` is what the office had said about it, "" for the entrant's own change.

    Values as in `EntryRevision.answers`; for files a list of their names.
    """

    key: str
    before: Any
    after: Any
    sentence: str

    @property
    def is_changed(self) -> bool:
        """Whether anything is different now."""
        return bool(self.before != self.after)


@dataclass(frozen=True)
class Changes:
    """What the newest version changed, against which older one."""

    since: EntryRevision
    items: tuple[Change, ...]


def open_return(entry: Entry) -> EntryReturn | None:
    """What the office waits for, while the entry is sent back; one query for that state, none for the others.

    Uses what was prefetched as `returns__fields`.
    """
    if entry.state != EntryState.RETURNED:
        return None
    return next((item for item in entry.returns.all() if item.closed_at is None), None)


def sentences_of(entry_return: EntryReturn | None) -> dict[str, str]:
    """Key → the office's sentence, in the order of the form."""
    said = {item.key: item.sentence for item in entry_return.fields.all()} if entry_return else {}
    return {key: said[key] for key in in_order(said)}


def correctable(entry: Entry, moment: datetime) -> frozenset[str]:
    """The fields that may be corrected at this instant although the call may be over; none unless sent back."""
    found = open_return(entry)
    return frozenset(sentences_of(found)) if found is not None and moment < found.due_at else frozenset()


def may_correct(entry: Entry, keys: Collection[str], moment: datetime) -> bool:
    """Whether every one of these fields may be corrected at this instant."""
    allowed = correctable(entry, moment)
    return bool(keys) and allowed.issuperset(keys)


def changes_in(entry: Entry) -> Changes | None:
    """What changed since the office last sent it back, else since the version before; None for a first version."""
    revisions = list(EntryRevision.objects.filter(entry=entry).order_by("-number")[:2])
    if len(revisions) < 2:
        return None
    newest, base = revisions
    sent_back = EntryReturn.objects.filter(entry=entry, revision__number__lt=newest.number)
    last = sent_back.select_related("revision").prefetch_related("fields").order_by("-pk").first()
    if last is not None:
        base = last.revision
    return Changes(base, _compare(base, newest, sentences_of(last)))


def _compare(base: EntryRevision, newest: EntryRevision, said: dict[str, str]) -> tuple[Change, ...]:
    before = {**base.answers, FILES_KEY: [item["name"] for item in base.files]}
    after = {**newest.answers, FILES_KEY: [item["name"] for item in newest.files]}
    items = [
        Change(key, before.get(key), after.get(key), said.get(key, "")) for key in in_order({*before, *after, *said})
    ]
    return tuple(item for item in items if item.is_changed or item.sentence)
