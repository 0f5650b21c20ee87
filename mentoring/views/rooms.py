"""The office's list of rooms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rights import require, require_login
from common.errors import InvalidInput
from common.pagination import page_by_cursor
from common.ui.components.frame import Crumb
from mentoring.actions import add_room, set_room_open
from mentoring.forms import RoomForm, show_error
from mentoring.models import Room
from mentoring.queries import find_room

SEE_OTHER = 303
PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def rooms(request: HttpRequest) -> HttpResponse:
    """All rooms; a POST adds one."""
    person = require_login(request.user)
    require(person, "mentoring.keep_rooms")
    if request.method == "GET":
        return _page(request, RoomForm())
    form = RoomForm(request.POST)
    if form.is_valid():
        try:
            add_room(by=person, now=timezone.now(), **form.values())
            messages.success(request, _("The room can be booked now."))
            return HttpResponseRedirect(reverse("mentoring:rooms"), status=SEE_OTHER)
        except InvalidInput as error:
            show_error(form, error)
    return _page(request, form, InvalidInput.status)


def _page(request: HttpRequest, form: RoomForm, status: int = 200) -> HttpResponse:
    every = Room.objects.select_related("venue")
    found = page_by_cursor(
        every, order=("venue__name", "name", "public_id"), after=request.GET.get("after"), size=PAGE_SIZE
    )
    context = {
        "form": form,
        "rooms": found.items,
        "next_url": f"?after={found.next}" if found.next else "",
        "crumbs": [Crumb(_("Talk to a mentor"), reverse("mentoring:mentors")), Crumb(_("Rooms"))],
    }
    return render(request, "mentoring/rooms.html", context, status=status)


@require_POST
def room_state(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close a room, or open it again (`to` is open or closed)."""
    person = require_login(request.user)
    require(person, "mentoring.keep_rooms")
    set_room_open(room=find_room(public_id), is_open=request.POST.get("to") == "open", by=person, now=timezone.now())
    return HttpResponseRedirect(reverse("mentoring:rooms"), status=SEE_OTHER)
