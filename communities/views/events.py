"""Events: the calendar, one event with its ring, registering, the file for one's own calendar."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.rights import allowed
from activity.unsubscribe import origin
from common.errors import Conflict, InvalidInput, TooMany
from common.icalendar import CalendarEntry, calendar_text
from common.pagination import page_by_cursor
from common.qr import qr_picture
from common.rate import require_address_token
from common.requests import client_network
from common.ui.components.frame import Crumb
from communities.actions import Guest, register
from communities.actions.letters import token_of
from communities.actions.seats import EVENT_STREAM
from communities.enums import EventMode, SeatState
from communities.forms import RegisterForm, show_error, with_fresh_key
from communities.models import Event
from communities.queries import events_for, own_registration, seats_of, turn_of
from communities.views.doors import known_event
from communities.views.event_faces import event_rows, facts_of, sentence_of, state_chip
from realtime.queries import head_of

SEE_OTHER = 303
ROWS = 24


@require_safe
@never_cache
def events(request: HttpRequest) -> HttpResponse:
    """What is ahead in all places the reader may know of, the next one first."""
    found = events_for(request.user, timezone.now())
    page = page_by_cursor(found, order=("starts_at", "public_id"), after=request.GET.get("after"), size=ROWS)
    address = reverse("communities:events")
    context = {
        "rows": event_rows(page.items),
        "previous_url": f"{address}?after={page.previous}" if page.previous else "",
        "next_url": f"{address}?after={page.next}" if page.next else "",
    }
    return render(request, "communities/events.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """When, where, how many are still needed, and two fields to come along."""
    found = known_event(request.user, public_id)
    if request.method != "POST":
        return event_page(request, found, _empty_form(request))
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return event_page(request, found, with_fresh_key(form), InvalidInput.status)
    try:
        _take_token(request)
        _register(request, found, form.cleaned_data)
    except (InvalidInput, Conflict, TooMany) as error:
        show_error(form, error)
        return event_page(request, found, with_fresh_key(form), error.status)
    return HttpResponseRedirect(reverse("communities:event_done", args=[found.public_id]), status=SEE_OTHER)


def _register(request: HttpRequest, found: Event, data: dict[str, Any]) -> None:
    guest = Guest(name=data["name"], email=data["email"], language=get_language() or "ja")
    by = request.user if isinstance(request.user, User) else None
    register(event=found, guest=guest, client_id=data["client_id"], by=by, now=timezone.now())


def _take_token(request: HttpRequest) -> None:
    """A class behind one line registers at once; a script that writes to other people's mailboxes is stopped soon."""
    per_second, burst = settings.VISITS_PER_SECOND, settings.VISITS_BURST
    require_address_token(client_network(request), per_second=per_second, burst=burst, what="visits")


def _empty_form(request: HttpRequest) -> RegisterForm:
    initial: dict[str, Any] = {"client_id": uuid4()}
    if isinstance(request.user, User):
        initial |= {"name": request.user.name, "email": request.user.email}
    return RegisterForm(initial=initial)


def event_page(request: HttpRequest, found: Event, form: RegisterForm, status: int = 200) -> HttpResponse:
    """Render the page; the stream's head is taken before the seats, so that nothing falls between page and socket."""
    stream = head_of(EVENT_STREAM, found.stream_key)
    now = timezone.now()
    context = {
        **seats_context(found),
        "stream": stream,
        "form": form,
        "facts": facts_of(found),
        "is_open": now < found.closes_at,
        "is_over": now >= found.ends_at,
        "crumbs": _crumbs(found),
        "may_change": allowed(request.user, "communities.change_event", found),
        "may_see_people": allowed(request.user, "communities.see_participants", found),
        **_own(request, found),
    }
    return render(request, "communities/event.html", context, status=status)


def seats_context(found: Event) -> dict[str, Any]:
    """What the ring and its sentence need, for the page and for its live partial."""
    seats = seats_of(found)
    return {
        "event": found,
        "seats": seats,
        "sentence": sentence_of(seats),
        "chip": state_chip(found, seats, timezone.now()),
    }


def _own(request: HttpRequest, found: Event) -> dict[str, Any]:
    """What somebody who is logged in holds already."""
    mine = own_registration(request.user, found)
    if mine is None:
        return {"mine": None}
    url = reverse("communities:registration", args=[token_of(mine)])
    return {"mine": mine, "turn": turn_of(mine) if mine.state == SeatState.WAITING else 0, "cancel_url": url}


@require_safe
@never_cache
def event_fragment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The ring as it stands now, for open pages."""
    found = known_event(request.user, public_id)
    return render(request, "communities/_event_ring.html", seats_context(found))


@require_safe
@never_cache
def event_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What happens next. The same for a new and a known address: who comes is nobody else's business."""
    found = known_event(request.user, public_id)
    address = f"{origin()}{reverse('communities:event', args=[found.public_id])}"
    context = {**seats_context(found), "facts": facts_of(found), "qr": qr_picture(address), "crumbs": _crumbs(found)}
    return render(request, "communities/event_done.html", context)


@require_safe
@never_cache
def event_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The event for one's own calendar; opening a newer file moves the entry."""
    found = known_event(request.user, public_id)
    address = f"{origin()}{reverse('communities:event', args=[found.public_id])}"
    entry = CalendarEntry(
        uid=f"event-{found.public_id}@hiroba",
        sequence=found.rev,
        stamped_at=found.edited_at,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        title=found.title,
        text=f"{found.summary}\n{address}",
        place=_("Online") if found.mode == EventMode.ONLINE else found.place,
        url=address,
    )
    response = HttpResponse(calendar_text(entry), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


def _crumbs(found: Event) -> list[Crumb]:
    community = found.community
    return [
        Crumb(_("Events"), reverse("communities:events")),
        Crumb(community.name, reverse("communities:community", args=[community.public_id])),
        Crumb(found.title),
    ]
