"""Mentors, booking an hour, and the page of a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import RoleKind
from accounts.queries import scopes_of
from accounts.rights import allowed, denial, require, require_login
from cohorts.queries import open_cohorts
from common.dates import as_day
from common.errors import Closed, Conflict, HirobaError, NotAllowed, NotFound
from common.icalendar import calendar_text
from common.spreadsheets import figure_response
from common.ui.components.frame import Crumb
from common.ui.plots import Figure
from mentoring.actions import book_slot, cancel_session
from mentoring.calendars import calendar_entry
from mentoring.enums import Area
from mentoring.faces import mentor_head
from mentoring.figures import load_figure
from mentoring.forms import BookForm, valid
from mentoring.models import Slot
from mentoring.permissions import is_a_mentor
from mentoring.queries import (
    MentorRow,
    bookable_entries,
    find_slot,
    mentor_load,
    mentor_rows,
    slots_of,
)
from mentoring.views.doors import own_session
from mentoring.views.session_page import Written, session_page

SEE_OTHER = 303
MOST_HOURS = 12


@require_GET
@never_cache
def mentors(request: HttpRequest) -> HttpResponse:
    """Everybody who takes sessions, with the next free hour. Public: who helps here is part of the invitation.

    `?field=` (one of their fields, as shown), `?area=` and `?online=1` choose; what nobody has is answered with nobody.
    """
    now = timezone.now()
    rows = mentor_rows(now)
    wish = Wish(request.GET.get("field", ""), request.GET.get("area", ""), request.GET.get("online") == "1")
    context = {
        "cards": [_card(row) for row in rows if wish.fits(row)],
        "wish": wish,
        "fields": sorted({field for row in rows for field in row.mentor.fields}),
        "areas": Area.choices,
        "may_book": bool(bookable_entries(request.user)),
        "keeps_rooms": allowed(request.user, "mentoring.keep_rooms"),
        "is_mentor": is_a_mentor.test(request.user),
        "call": open_cohorts(now).first(),
        "load": _load(request, now) if allowed(request.user, "mentoring.view_load") else None,
    }
    return render(request, "mentoring/mentors.html", context)


@require_GET
@never_cache
def load_csv(request: HttpRequest) -> HttpResponse:
    """The numbers behind the drawing of the mentors' load, for the office only."""
    require(require_login(request.user), "mentoring.view_load")
    now = timezone.now()
    figure = _load(request, now)
    if figure is None:
        raise NotFound
    return figure_response(figure, f"mentors-{as_day(now):%Y%m%d}.csv")


def _load(request: HttpRequest, now: datetime) -> Figure | None:
    """How much the mentors have to do in the terms that somebody serves; None while there are no mentors."""
    person = request.user
    terms = scopes_of(person, RoleKind.STAFF) | scopes_of(person, RoleKind.CONTRACTOR)
    return load_figure(mentor_load(now, terms), now)


@dataclass(frozen=True)
class Wish:
    """Whom somebody looks for; empty is anybody."""

    field: str = ""
    area: str = ""
    online: bool = False

    @property
    def is_any(self) -> bool:
        """Nothing was chosen."""
        return self == Wish()

    def fits(self, row: MentorRow) -> bool:
        """Whether a mentor is among those looked for."""
        mentor = row.mentor
        has_field = not self.field or self.field in mentor.fields
        return has_field and self.area in {"", mentor.area} and (mentor.is_remote or not self.online)


def _card(row: MentorRow) -> dict[str, Any]:
    return {"row": row, "mentor": row.mentor, "head": mentor_head(row.mentor), "slot": row.next_free}


@never_cache
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One decision: this hour, yes. Other free hours of the same mentor are one tap away."""
    person = require_login(request.user)
    slot = find_slot(public_id)
    entries = bookable_entries(person)
    if not entries:
        raise NotAllowed(denial("mentoring.book_slot"))
    if request.method == "GET":
        return _booking(request, slot, BookForm(entries=entries))
    form = BookForm(request.POST, entries=entries)
    valid(form)
    entry = form.chosen()
    require(person, "mentoring.book_slot", entry)
    try:
        made = book_slot(slot=slot, entry=entry, by=person, now=timezone.now())
    except (Conflict, Closed) as error:
        return _booking(request, slot, form, error)
    messages.success(request, _("Your session is booked. We have sent a mail to both sides."))
    return HttpResponseRedirect(reverse("mentoring:session", args=[made.public_id]), status=SEE_OTHER)


def _booking(request: HttpRequest, slot: Slot, form: BookForm, error: HirobaError | None = None) -> HttpResponse:
    free = list(slots_of(slot.mentor, timezone.now())[: MOST_HOURS + 1])
    is_free = slot in free or Slot.objects.free(timezone.now()).filter(pk=slot.pk).exists()
    context = {
        "slot": slot,
        "mentor": slot.mentor,
        "head": mentor_head(slot.mentor),
        "form": form,
        "is_free": is_free,
        "others": [other for other in free if other != slot][:MOST_HOURS],
        "sentence": error.sentence if error else "",
        "crumbs": [Crumb(_("Talk to a mentor"), reverse("mentoring:mentors")), Crumb(_("Book"))],
    }
    return render(request, "mentoring/book.html", context, status=error.status if error else 200)


@require_GET
@never_cache
def session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sketch first, then goals and homework: readable in the minute before it begins."""
    person, found = own_session(request.user, public_id)
    return session_page(request, person, found, Written())


@require_GET
@never_cache
def session_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The session for one's own calendar; after a cancellation the newer file strikes it out there."""
    _person, found = own_session(request.user, public_id)
    response = HttpResponse(calendar_text(calendar_entry(found)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response


@require_POST
def session_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel; the hour is free again at once."""
    person, found = own_session(request.user, public_id)
    require(person, "mentoring.cancel_session", found)
    cancel_session(session=found, by=person, now=timezone.now())
    messages.success(request, _("The session is cancelled. The hour is free again."))
    return HttpResponseRedirect(reverse("mentoring:session", args=[found.public_id]), status=SEE_OTHER)
