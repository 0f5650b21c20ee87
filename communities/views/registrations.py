"""Giving a seat back by the link in the mail, and the organisers' list of who comes."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.rights import require, require_login
from activity.actions import record_reading
from common.dates import format_daytime
from common.errors import Closed, NotFound
from common.spreadsheets import csv_response
from common.ui.components.data import Column
from common.ui.components.frame import Crumb
from communities.actions import cancel_registration
from communities.actions.letters import read_token
from communities.models import Event, Registration
from communities.queries import find_registration, participants, participants_in_batches, seats_of
from communities.views.doors import known_event
from communities.views.event_faces import facts_of

GONE = 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Opening it changes nothing, since mail scanners open links too; the button does.

    The link is the right: whoever has the mail may give the seat back, without an account. It works once.
    """
    named = read_token(token)
    found = find_registration(named[0]) if named else None
    if named is None or found is None:
        raise NotFound
    context: dict[str, Any] = {"event": found.event, "facts": facts_of(found.event)}
    if found.door != named[1]:
        return render(request, "communities/registration.html", {**context, "state": "used"}, status=GONE)
    if request.method != "POST":
        context |= {"state": "open", "registration": found}
        return render(request, "communities/registration.html", context)
    by = request.user if isinstance(request.user, User) else None
    try:
        cancel_registration(registration=found, by=by, now=timezone.now())
    except Closed as error:
        context |= {"state": "late", "sentence": error.sentence}
        return render(request, "communities/registration.html", context, status=error.status)
    return render(request, "communities/registration.html", {**context, "state": "done"})


@require_safe
@never_cache
def event_people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who comes and who waits; that somebody looked is put on record."""
    found, user = _for_organisers(request, public_id)
    record_reading(verb="participants_seen", subject=found, by=user, now=timezone.now())
    people = participants(found)
    context = {
        "event": found,
        "seats": seats_of(found),
        "columns": [Column(label, numeric=number == 0) for number, label in enumerate(_heads())],
        "rows": [_cells(one) for one in people],
        "crumbs": [
            Crumb(_("Events"), reverse("communities:events")),
            Crumb(found.title, reverse("communities:event", args=[found.public_id])),
            Crumb(_("Who comes")),
        ],
    }
    return render(request, "communities/event_people.html", context)


@require_safe
@never_cache
def event_people_csv(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The same for a spreadsheet; a name that is a formula stays a name."""
    found, user = _for_organisers(request, public_id)
    record_reading(verb="participants_seen", subject=found, by=user, now=timezone.now())
    return csv_response(request, _lines(found), "participants.csv")


def _for_organisers(request: HttpRequest, public_id: UUID) -> tuple[Event, User]:
    found = known_event(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.see_participants", found)
    return found, user


def _heads() -> list[str]:
    return [_("Seat"), _("Name"), _("E-mail"), _("State"), _("Registered on")]


def _cells(one: Registration) -> list[Any]:
    return [one.seat, one.name, one.email, one.get_state_display(), format_daytime(one.turn_at)]


def _lines(found: Event) -> Iterator[Sequence[Any]]:
    yield _heads()
    for one in participants_in_batches(found):
        yield _cells(one)
