"""Who read or changed what: the page of the audit trail, and the same as CSV."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rights import require, require_login
from activity.actions import record_reading
from activity.forms import RecordForm
from activity.models import Record
from activity.queries import RecordFilter, records_matching
from activity.record_rows import record_rows, record_table
from common.pagination import page_by_cursor
from common.spreadsheets import csv_response

ORDER = ("-at", "-public_id")


@never_cache
@require_safe
def records(request: HttpRequest) -> HttpResponseBase:
    """The lines that fit what is asked, newest first. Looking is itself a line: about whom, in which time."""
    user = _reader(request)
    form = RecordForm(request.GET)
    asked = form.asked() if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "is_asked": any(request.GET.get(name) for name in form.fields)}
    if asked is not None:
        after = request.GET.get("after") or None
        page = page_by_cursor(records_matching(asked), order=ORDER, after=after, size=50)
        context |= {
            "rows": record_rows(page.items),
            "newer": _address("records", request, page.previous),
            "older": _address("records", request, page.next),
            "csv_url": _address("records_csv", request, ""),
        }
        _note(user, "records_searched", asked)
    return render(request, "activity/records.html", context)


@never_cache
@require_safe
def records_csv(request: HttpRequest) -> HttpResponseBase:
    """All lines that fit, as a table to keep; a question that cannot be read leads back to the page that says why."""
    user = _reader(request)
    form = RecordForm(request.GET)
    if not form.is_valid():
        return records(request)
    asked = form.asked()
    _note(user, "records_exported", asked)
    return csv_response(request, record_table(records_matching(asked)), "records.csv")


def _reader(request: HttpRequest) -> User:
    user = require_login(request.user)
    require(user, "activity.read_records")
    return user


def _note(user: User, verb: str, asked: RecordFilter) -> None:
    """One line about the look; the objects that were asked for stand in its facts."""
    facts = {
        "subjects": sorted(str(subject) for subject in asked.subjects or ())[:20],
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
    }
    given = {name: value for name, value in facts.items() if value}
    record_reading(verb=verb, subject=Record, by=user, now=timezone.now(), facts=given)


def _address(name: str, request: HttpRequest, cursor: str | None) -> str:
    """The same question at another address or from a cursor on; "" where the list ends."""
    if cursor is None:
        return ""
    asked = [(key, value) for key, value in request.GET.items() if key in RecordForm.base_fields and value]
    return f"{reverse(f'activity:{name}')}?{urlencode([*asked, *([('after', cursor)] if cursor else [])])}"
