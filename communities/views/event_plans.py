"""Announcing an event and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.rights import require, require_login
from common.errors import HirobaError, InvalidInput, StaleWrite, status_of
from common.ui.components.frame import Crumb
from communities.actions import announce_event, change_event
from communities.forms import EventForm, plan_form_for, show_error
from communities.models import Community, Event
from communities.views.doors import known_community, known_event

SEE_OTHER = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new event of a community."""
    community = known_community(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.announce_event", community)
    form = EventForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = announce_event(community=community, plan=form.plan(), by=user, now=timezone.now())
        except InvalidInput as error:
            return _page(request, form, community, None, error)
        messages.success(request, _("The event is announced. Registration is open."))
        return _to(made)
    return _page(request, form, community, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an event; who changed it meanwhile is not overwritten."""
    found = known_event(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.change_event", found)
    if request.method != "POST":
        return _page(request, plan_form_for(found), found.community, found)
    form = EventForm(request.POST)
    if form.is_valid():
        try:
            rev = form.cleaned_data["rev"] or 0
            made = change_event(event=found, plan=form.plan(), rev=rev, by=user, now=timezone.now())
        except (InvalidInput, StaleWrite) as error:
            return _page(request, form, found.community, found, error)
        messages.success(request, _("The event is changed."))
        return _to(made)
    return _page(request, form, found.community, found)


def _page(
    request: HttpRequest, form: EventForm, community: Community, event: Event | None, error: HirobaError | None = None
) -> HttpResponse:
    if error is not None:
        show_error(form, error)
    context: dict[str, Any] = {
        "form": form,
        "community": community,
        "event": event,
        "crumbs": [
            Crumb(community.name, reverse("communities:community", args=[community.public_id])),
            Crumb(_("Change the event") if event else _("Announce an event")),
        ],
    }
    status = error.status if error else status_of(form)
    return render(request, "communities/event_plan.html", context, status=status)


def _to(event: Event) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("communities:event", args=[event.public_id]), status=SEE_OTHER)
