"""What an entrant sees after (and before) handing in: receipt, status, contents, what to do next, withdrawing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.rights import allowed, require, require_login
from cohorts import hooks
from cohorts.actions import restore_entry, withdraw_entry
from cohorts.course import river
from cohorts.enums import EntryState
from cohorts.models import Decision, Entry, EntryReturn
from cohorts.queries import (
    Step,
    entry_course,
    entry_for_applicant,
    latest_revision,
    looks_at,
    next_step,
    open_cohorts,
    open_return,
    words_of_jurors,
)
from cohorts.views.entry_diagnosis import attached_figure
from cohorts.views.parts import look_lines, resume_url, returned_places, sections
from common.dates import as_day, era_year, format_date, format_daytime, weekday
from common.errors import Conflict, NotFound
from common.files import files_for
from common.ui.components.labels import DateTile

FILE_KIND = "cohorts.entry"


def _mine(request: HttpRequest, public_id: UUID) -> tuple[Entry, User]:
    user = require_login(request.user)
    return entry_for_applicant(user, public_id), user


def headline(entry: Entry) -> str:
    """One line that says where the entry stands."""
    lines = {
        EntryState.DRAFT: _("Your draft is waiting"),
        EntryState.RECEIVED: _("We have received your entry"),
        EntryState.CHECKING: _("We are checking the format"),
        EntryState.RETURNED: _("Please look at your entry again"),
        EntryState.REVIEWING: _("Your entry is in review now"),
        EntryState.INTERVIEW: _("The interview is next"),
        EntryState.ADOPTED: _("Your plan has been adopted"),
        EntryState.DECLINED: _("It did not work out this time"),
        EntryState.PARTICIPATING: _("You are taking part"),
        EntryState.FINISHED: _("You have completed the programme"),
        EntryState.ALUMNI: _("You are one of the alumni"),
        EntryState.WITHDRAWN: _("You have withdrawn this entry"),
    }
    return lines[EntryState(entry.state)]


def _returned_lead(waiting: EntryReturn, now: datetime) -> str:
    when = {"when": format_daytime(waiting.due_at)}
    if waiting.due_at <= now:
        return _("The time to correct it ended on %(when)s. Please ask the office.") % when
    return _("Please correct the places below by %(when)s. Nothing else has to be typed again.") % when


def _lead(entry: Entry, is_open: bool) -> str:
    now = timezone.now()
    deadline = {"when": format_daytime(entry.cohort.closes_at)}
    waiting = open_return(entry)
    if waiting is not None:
        return _returned_lead(waiting, now)
    if entry.is_draft and not is_open:
        return _("The deadline was %(when)s. What you wrote is kept.") % deadline
    if entry.is_draft:
        return _("You can go on until %(when)s.") % deadline
    if entry.state == EntryState.DECLINED:
        return _("Thank you for drawing your plan with us. There are other ways to go on.")
    step = coming_up(entry, now)
    if step is None or step.date is None:
        return ""
    return _("Next: %(what)s on %(when)s.") % {"what": step.title, "when": format_date(step.date)}


@require_GET
def entry_status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """いまここ, the receipt number, the one next thing, and what other apps add (sketch, meetings)."""
    entry, user = _mine(request, public_id)
    now = timezone.now()
    coming = coming_up(entry, now)
    waiting = open_return(entry)
    is_open = entry.cohort.takes_entries(now) and allowed(user, "cohorts.edit_entry", entry)
    context = {
        "entry": entry,
        "cohort": entry.cohort,
        "headline": headline(entry),
        "lead": _lead(entry, is_open),
        "course": river(entry_course(entry, now)),
        "is_open": is_open,
        "resume_url": resume_url(entry) if is_open and entry.is_draft else "",
        "places": returned_places(entry, waiting),
        "can_correct": waiting is not None and waiting.due_at > now and allowed(user, "cohorts.edit_entry", entry),
        "due_at": waiting.due_at if waiting else None,
        "next_step": coming,
        "era_day": _era_day(entry.submitted_at),
        "looks": look_lines(looks_at(entry)) if entry.number else [],
        "next_tile": _tile(coming) if coming else None,
        "decision": _announced_decision(entry),
        "words": words_of_jurors(entry),
        "panels": hooks.collect(hooks.entry_panels, entry, user),
        "can_restore": entry.cohort.takes_entries(now) and allowed(user, "cohorts.restore_entry", entry),
        "can_withdraw": allowed(user, "cohorts.withdraw_entry", entry),
        "has_community": entry.is_adopted and entry.cohort.community_id is not None,
    }
    return render(request, "cohorts/entry_status.html", context)


def coming_up(entry: Entry, now: datetime) -> Step | None:
    """The next dated point on the entry's own way; after the result, on the term's."""
    if entry.state in {EntryState.WITHDRAWN, EntryState.DECLINED}:
        return None
    if entry.is_adopted or entry.is_draft:
        return next_step(entry.cohort, now)
    return next((step for step in entry_course(entry, now, {}) if step.state == "future" and step.date), None)


def _era_day(moment: datetime | None) -> str:
    """令和8年12月10日, as letters of an office are dated."""
    return era_year(moment) + format_date(moment, with_weekday=False) if moment and get_language() == "ja" else ""


def _tile(step: Step) -> DateTile | None:
    """The date as a calendar sheet; a date of which only the month is known has none."""
    if step.date is None or step.by_month:
        return None
    day = as_day(step.date)
    with_month = format_date(day, with_weekday=False)
    month = with_month.replace(f"{day.day}日", "").removeprefix(f"{day.day} ")
    return DateTile(month=month, day=str(day.day), weekday=weekday(day), datetime=day.isoformat())


def _announced_decision(entry: Entry) -> Decision | None:
    """The decision once it is announced; before that nobody outside the office may see that there is one."""
    if entry.state != EntryState.DECLINED and not entry.is_adopted:
        return None
    return Decision.objects.filter(entry=entry).first()


@require_GET
def entry_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The receipt number, big; it is there whether or not the mail goes out."""
    entry, _user = _mine(request, public_id)
    if entry.number is None:
        return redirect(resume_url(entry))
    context = {"entry": entry, "cohort": entry.cohort, "revision": latest_revision(entry)}
    return render(request, "cohorts/entry_receipt.html", context)


@require_GET
def entry_content(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was handed in last, as it was handed in."""
    entry, _user = _mine(request, public_id)
    revision = latest_revision(entry)
    if revision is None:
        return redirect(resume_url(entry))
    context = {
        "entry": entry,
        "cohort": entry.cohort,
        "revision": revision,
        "sections": sections(entry, revision.answers),
        "diagnosis": attached_figure(revision.answers),
        "files": files_for(entry.public_id, FILE_KIND),
    }
    return render(request, "cohorts/entry_content.html", context)


@require_GET
def entry_next(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """次にできること: where somebody goes whose entry was not adopted. Only theirs, and only then."""
    entry, _user = _mine(request, public_id)
    if entry.state != EntryState.DECLINED:
        raise NotFound
    now = timezone.now()
    context: dict[str, Any] = {
        "entry": entry,
        "cohort": entry.cohort,
        "decision": _announced_decision(entry),
        "next_cohort": open_cohorts(now).exclude(pk=entry.cohort_id).first(),
    }
    return render(request, "cohorts/entry_next.html", context)


@require_http_methods(["GET", "POST"])
def entry_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then take the entry back."""
    entry, user = _mine(request, public_id)
    if entry.state == EntryState.WITHDRAWN:
        return redirect("cohorts:entry_status", entry.public_id)
    require(user, "cohorts.withdraw_entry", entry)
    if request.method == "POST":
        withdraw_entry(entry=entry, by=user, now=timezone.now())
        messages.success(request, _("You have withdrawn your entry."))
        return redirect("cohorts:entry_status", entry.public_id)
    back = reverse("cohorts:entry_status", args=[entry.public_id])
    is_open = entry.cohort.takes_entries(timezone.now())
    context = {"entry": entry, "cohort": entry.cohort, "back": back, "is_open": is_open}
    return render(request, "cohorts/entry_withdraw.html", context)


@require_POST
def entry_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the withdrawal back with one press; pressed twice it is taken back once."""
    entry, user = _mine(request, public_id)
    if entry.state == EntryState.WITHDRAWN:
        require(user, "cohorts.restore_entry", entry)
        try:
            restore_entry(entry=entry, by=user, now=timezone.now())
            messages.success(request, _("Your entry is back. Nothing was lost."))
        except Conflict as refusal:
            messages.error(request, str(refusal))
    return redirect("cohorts:entry_status", entry.public_id)
