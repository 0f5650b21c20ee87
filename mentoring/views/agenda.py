"""A mentor's day: the next session first, then the offered hours, and a form for one more."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.rights import require_login, require_or_404
from common.dates import format_clock, format_date, format_left, weekday
from common.errors import Conflict, InvalidInput
from common.pagination import page_by_cursor
from common.ui.components.labels import DateTile
from mentoring.actions import add_slot, withdraw_slot
from mentoring.forms import SlotForm, show_error
from mentoring.models import Mentor, Session, Slot
from mentoring.queries import find_slot, hours_ahead, next_session_for, week_of, with_sessions
from mentoring.views.doors import own_hours
from mentoring.views.session_page import session_card

SEE_OTHER = 303
PAGE_SIZE = 14


@never_cache
@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest) -> HttpResponse:
    """Show the day; a POST offers one more hour."""
    person, mentor = own_hours(request.user)
    if request.method == "GET":
        return _page(request, person, mentor, SlotForm(initial={"day": timezone.localdate(), "starts": "10:00"}))
    form = SlotForm(request.POST)
    status = InvalidInput.status
    if form.is_valid():
        try:
            add_slot(mentor=mentor, by=person, now=timezone.now(), **form.values())
            messages.success(request, _("The hour is offered. Entrants can book it now."))
            return HttpResponseRedirect(reverse("mentoring:agenda"), status=SEE_OTHER)
        except (InvalidInput, Conflict) as error:
            status = error.status
            show_error(form, error)
    return _page(request, person, mentor, form, status)


def _page(request: HttpRequest, person: User, mentor: Mentor, form: SlotForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    upcoming = next_session_for(person, now)
    found = page_by_cursor(
        hours_ahead(mentor, now), order=("starts_at", "public_id"), after=request.GET.get("after"), size=PAGE_SIZE
    )
    context = {
        **(session_card(upcoming) if upcoming else {}),
        "headline": headline(upcoming, now),
        "mentor": mentor,
        "now": now,
        "hours": [_hour(slot, session, upcoming, now) for slot, session in with_sessions(found.items)],
        "next_url": f"?after={found.next}" if found.next else "",
        "week": week_of(mentor),
        "form": form,
    }
    return render(request, "mentoring/agenda.html", context, status=status)


def headline(upcoming: Session | None, now: datetime) -> str:
    """次の面談まで、あと12分: what a mentor wants to know before anything else."""
    if upcoming is None:
        return _("No session is booked")
    left = upcoming.slot.starts_at - now
    if left <= timedelta(0):
        return _("Your session is on now")
    return _("Next session in %(left)s") % {"left": format_left(left)}


def _hour(slot: Slot, session: Session | None, upcoming: Session | None, now: datetime) -> dict[str, Any]:
    """いまここ is only what is going on; what lies ahead is the next one."""
    tile = DateTile(
        month=format_date(slot.starts_at, with_weekday=False),
        day=format_clock(slot.starts_at),
        weekday=weekday(slot.starts_at),
        datetime=slot.starts_at.isoformat(),
    )
    is_next = session is not None and session == upcoming
    is_now = is_next and slot.starts_at <= now
    return {"slot": slot, "session": session, "tile": tile, "is_next": is_next, "is_now": is_now}


@require_POST
def slot_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an offered hour back."""
    person = require_login(request.user)
    slot = find_slot(public_id)
    require_or_404(person, "mentoring.add_slot", slot.mentor)
    withdraw_slot(slot=slot, by=person, now=timezone.now())
    messages.success(request, _("The hour is no longer offered."))
    return HttpResponseRedirect(reverse("mentoring:agenda"), status=SEE_OTHER)
