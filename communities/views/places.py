"""The directory and a community's page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rights import allowed
from common.pagination import page_by_cursor
from common.ui.components.progress import RiverStep
from common.ui.components.sheets import Card
from communities.enums import CourseStep
from communities.models import Community
from communities.permissions import serves
from communities.queries import (
    ChannelEntry,
    channels_of,
    communities_of,
    course_of,
    events_of,
    member_circle,
    my_channels,
    role_counts,
    role_in,
    waiting_in,
    with_last_talk,
    with_member_count,
    with_own_step,
)
from communities.queries import (
    directory as listed_directory,
)
from communities.views.coming import undo_for
from communities.views.doors import known_community
from communities.views.event_faces import event_rows
from communities.views.faces import cards, channel_url, chips_of, people_count, persons, role_person

CARDS = 24
OWN_CARDS = 24
PEOPLE = 24
MOST_EVENTS = 6


@dataclass(frozen=True)
class Cases:
    """The way to the moderation cases of a community, and how many of them wait."""

    url: str
    waiting: int


@require_safe
@never_cache
def directory(request: HttpRequest) -> HttpResponse:
    """One's own communities, then all that everybody may find."""
    after = request.GET.get("after")
    found = with_last_talk(with_member_count(listed_directory(request.user)))
    page = page_by_cursor(found, order=("name", "public_id"), after=after, size=CARDS)
    context = {
        "mine": [] if after else _own_cards(request.user),
        "cards": cards(page.items),
        "previous_url": _page_url(page.previous),
        "next_url": _page_url(page.next),
    }
    return render(request, "communities/directory.html", context)


def _own_cards(user: User | AnonymousUser) -> list[Card]:
    if not isinstance(user, User):
        return []
    mine = with_own_step(with_last_talk(with_member_count(communities_of(user))), user)
    return cards(mine[:OWN_CARDS], mine=True)


def _page_url(cursor: str | None) -> str:
    return f"{reverse('communities:directory')}?{urlencode({'after': cursor})}" if cursor else ""


@require_safe
@never_cache
def community(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What it is about, what is new, who is here, and the one next step."""
    found = known_community(request.user, public_id)
    return render(request, "communities/community.html", community_context(request, found))


def community_context(request: HttpRequest, found: Community) -> dict[str, Any]:
    """Everything the page shows; the number of queries does not depend on how much there is."""
    user = request.user
    is_member = role_in(user, found) is not None
    shown = _entries(request, found, is_member=is_member)
    entries = [entry for entry in shown if allowed(user, "communities.read_channel", entry.channel)]
    inside = is_member or serves.test(user, found)
    roles = role_counts(found)
    step = course_of(user, found, joined=is_member)
    return {
        "community": found,
        "chips": chips_of(found),
        "picture": f"{found.drawing}.svg",
        "login_url": "" if user.is_authenticated or not found.is_open else _login_url(request),
        "is_member": is_member,
        "may_join": allowed(user, "communities.join_community", found),
        "may_leave": allowed(user, "communities.leave_community", found),
        "news": [(entry, channel_url(entry)) for entry in entries if entry.unread],
        "calm": [(entry, channel_url(entry)) for entry in entries if not entry.unread],
        "closed": [entry.channel for entry in shown if entry not in entries],
        "first_url": _first_url(entries, step),
        "people_word": people_count(sum(roles.values())),
        "roles": [(role_person(role), count) for role, count in roles.items()],
        **_people(found, inside=inside),
        "step": step,
        "course": _course(step),
        "undo": undo_for(request, found),
        "events": event_rows(events_of(found, timezone.now())[:MOST_EVENTS]),
        "cases": _cases(user, found),
        "may_announce": allowed(user, "communities.announce_event", found),
    }


def _cases(user: User | AnonymousUser, found: Community) -> Cases | None:
    """For those who decide them; nobody else learns whether something was reported."""
    if not isinstance(user, User) or not allowed(user, "communities.list_cases", found):
        return None
    url = f"{reverse('communities:cases')}?{urlencode({'community': found.public_id})}"
    return Cases(url, waiting_in(found, user))


def _people(found: Community, *, inside: bool) -> dict[str, Any]:
    """Names for those who belong here; for others only the roles are shown."""
    if not inside:
        return {"people": [], "more_people": ""}
    circle = member_circle(found, inside=True, size=PEOPLE)
    rest = circle.total - len(circle.people)
    more = ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest} if rest else ""
    return {"people": persons(circle.people), "more_people": more}


def _login_url(request: HttpRequest) -> str:
    return f"{reverse('accounts:login')}?{urlencode({'next': request.get_full_path()})}"


def _entries(request: HttpRequest, found: Community, *, is_member: bool) -> list[ChannelEntry]:
    """The channels the reader may know of."""
    if is_member and isinstance(request.user, User):
        entries = [entry for entry in my_channels(request.user) if entry.channel.community_id == found.pk]
    else:
        entries = channels_of(found)
        for entry in entries:
            entry.channel.community = found
    return [entry for entry in entries if allowed(request.user, "communities.view_channel", entry.channel)]


def _first_url(entries: list[ChannelEntry], step: CourseStep) -> str:
    """Where the big button leads: introductions for newcomers, else what is unread, else the first talk."""
    kinds = {"introductions"} if step == CourseStep.INTRODUCE else {"talk", "help"}
    first = [entry for entry in entries if entry.channel.kind in kinds]
    unread = [entry for entry in first if entry.unread]
    for entry in [*unread, *first, *entries]:
        return channel_url(entry)
    return ""


def _course(step: CourseStep) -> list[RiverStep]:
    steps = list(CourseStep)
    here = steps.index(step)
    states = ["past" if place < here else "now" if place == here else "future" for place in range(len(steps))]
    return [
        RiverStep(title=str(each.label), state=state)  # type: ignore[arg-type]
        for each, state in zip(steps, states, strict=True)
    ]
