"""The copy of an entry as PDF: at any time for its team and the office, made when it is asked for.

Nothing is kept: a copy always says what the revision says, and works while mail, worker and file store are down.
Measured 50 ms of CPU, hence made at once; a bucket for each person keeps many copies from taking the server.
"""

from math import ceil
from time import time
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.rights import require, require_login, require_or_404
from cohorts.actions import note_copy
from cohorts.models import Entry
from cohorts.queries import current_answers, entry_for_applicant, entry_for_staff, latest_revision
from cohorts.views.paper import Paper, paper_data, paper_of
from common.errors import NotFound, TooMany
from common.files import files_for
from common.rate import may_post_now
from common.typesetting import typeset

FILE_KIND = "cohorts.entry"
PER_SECOND, BURST = 0.5, 20


@require_GET
def entry_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was handed in last, with receipt number and fingerprint; the look goes on record before it is made."""
    entry, user, role = _readable(request, public_id)
    revision = latest_revision(entry)
    if revision is None:
        raise NotFound
    _require_token(user)
    note_copy(entry=entry, by=user, now=timezone.now(), role=role)
    data = paper_data(paper_of(entry, revision, _contact(request)))
    return _pdf(data, f"{_('Entry (copy)')}_{entry.number}.pdf")


@require_GET
def entry_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft on paper, marked as not submitted on every page; for its team while it can be changed."""
    user = require_login(request.user)
    entry = entry_for_applicant(user, public_id)
    require(user, "cohorts.edit_entry", entry)
    _require_token(user)
    files = [
        {"name": file.original_name, "size": file.size, "sha256": file.sha256}
        for file in files_for(entry.public_id, FILE_KIND)
    ]
    paper = Paper(entry, current_answers(entry), files, _contact(request))
    return _pdf(paper_data(paper), f"{_('Entry (before submitting)')}.pdf")


def _readable(request: HttpRequest, public_id: UUID) -> tuple[Entry, User, str]:
    """The entry for its team, or for the office once it is handed in; for everybody else it does not exist."""
    user = require_login(request.user)
    try:
        return entry_for_applicant(user, public_id), user, "team"
    except NotFound:
        entry = entry_for_staff(public_id)
    require_or_404(user, "cohorts.view_entry", entry)
    return entry, user, "office"


def _require_token(user: User) -> None:
    if not may_post_now(user.pk, at=time(), per_second=PER_SECOND, burst=BURST, what="papers"):
        text = _("That was a lot in a few seconds. Please wait a moment and try again.")
        raise TooMany(text, retry_after=ceil(1 / PER_SECOND))


def _contact(request: HttpRequest) -> list[str]:
    """Where to ask, as the foot of every page says it."""
    text = render_to_string("cohorts/paper/contact.txt", {}, request)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _pdf(data: dict[str, object], name: str) -> HttpResponse:
    response = HttpResponse(typeset("cohorts/paper/entry.typ", data), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename=\"entry.pdf\"; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
