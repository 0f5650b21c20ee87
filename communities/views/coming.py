"""Joining and leaving, both with a way back for some minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.rights import require, require_login
from common.errors import Closed, Conflict
from communities.actions import Left, join_community, leave_community, undo_leaving
from communities.enums import MemberRole
from communities.models import Community
from communities.permissions import is_staff_here
from communities.queries import find_community, role_in
from communities.views.doors import known_community

SEE_OTHER = 303
UNDO_WITHIN = timedelta(minutes=10)
UNDO_KEY = "communities.undo"


@dataclass(frozen=True)
class Undo:
    """What the page offers right after somebody came or went."""

    sentence: str
    url: str


@require_POST
def join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Join an open community; who is a member already just comes in."""
    user = require_login(request.user)
    found = known_community(user, public_id)
    if role_in(user, found) is None:
        require(user, "communities.join_community", found)
        now = timezone.now()
        join_community(community=found, by=user, now=now, as_staff=is_staff_here(user, found))
        _remember(request, found, now, None)
    return HttpResponseRedirect(_address(found), status=SEE_OTHER)


@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave; the way back stays open."""
    user = require_login(request.user)
    found = known_community(user, public_id)
    if role_in(user, found) is None:
        return HttpResponseRedirect(_address(found), status=SEE_OTHER)
    require(user, "communities.leave_community", found)
    now = timezone.now()
    try:
        left = leave_community(community=found, by=user, now=now)
    except Conflict as error:
        messages.error(request, str(error.sentence))
    else:
        _remember(request, found, now, left)
    return HttpResponseRedirect(_address(found), status=SEE_OTHER)


@require_POST
def leave_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the leaving back: the role and the reading come back with it. What was left stands in the login session."""
    user = require_login(request.user)
    found = find_community(public_id)
    kept = _kept(request, found)
    if found is None or kept is None or "role" not in kept:
        found = known_community(user, public_id)
        if role_in(user, found) is None:
            raise Closed(_("This can be taken back for ten minutes only. You can join again on the community's page."))
        return HttpResponseRedirect(_address(found), status=SEE_OTHER)
    left = Left(role=MemberRole(kept["role"]), since=datetime.fromisoformat(kept["since"]))
    undo_leaving(community=found, left=left, by=user, now=timezone.now())
    del request.session[UNDO_KEY]
    messages.success(request, _("You are a member of “%(name)s” as before.") % {"name": found.name})
    return HttpResponseRedirect(_address(found), status=SEE_OTHER)


def undo_for(request: HttpRequest, found: Community) -> Undo | None:
    """The way back from what the reader just did here."""
    kept = _kept(request, found)
    is_member = role_in(request.user, found) is not None
    if kept is None or is_member == ("role" in kept):
        return None
    name = {"name": found.name}
    if is_member:
        return Undo(_("Welcome to “%(name)s”.") % name, reverse("communities:leave", args=[found.public_id]))
    url = reverse("communities:leave_undo", args=[found.public_id])
    return Undo(_("You have left “%(name)s”. What you wrote stays.") % name, url)


def _remember(request: HttpRequest, found: Community, now: datetime, left: Left | None) -> None:
    """Keep the last act in the login session, which the person cannot write."""
    kept = {"community": str(found.public_id), "at": now.isoformat()}
    if left is not None:
        kept |= {"role": left.role.value, "since": left.since.isoformat()}
    request.session[UNDO_KEY] = kept


def _kept(request: HttpRequest, found: Community | None) -> dict[str, str] | None:
    kept: dict[str, str] | None = request.session.get(UNDO_KEY)
    if found is None or kept is None or kept["community"] != str(found.public_id):
        return None
    return kept if timezone.now() - datetime.fromisoformat(kept["at"]) <= UNDO_WITHIN else None


def _address(found: Community) -> str:
    return reverse("communities:community", args=[found.public_id])
