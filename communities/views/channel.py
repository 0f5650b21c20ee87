"""The channel page, its live partial, and posting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.rights import allowed, require, require_login
from common.bodies import takes_files
from common.error_pages import wants_json
from common.errors import BadRequest, Conflict, HirobaError, InvalidInput, TooMany
from common.files import DOCUMENTS
from common.files.types import accept_list
from common.rate import require_token
from common.ui.components.channel import SideGroup
from communities.actions import Posted, mark_read, post_message, with_name_in_front
from communities.actions.attachments import FILE_KIND, MOST_FILES
from communities.actions.telling import STREAM_KIND
from communities.forms import MessageForm, ReadForm, posted_data, valid
from communities.models import Channel, Message
from communities.queries import (
    Author,
    ChannelEntry,
    MessagePage,
    answered_since,
    authors_in,
    changes_after,
    channels_of,
    circle_and_authors,
    latest_messages,
    messages_before,
    my_channels,
    reactions_to,
    role_in,
)
from communities.views.doors import readable_channel
from communities.views.faces import people_count, person_of, persons, side_groups
from communities.views.lines import AnyUser, Line, beginning, is_news, lines_for, reads_as_insider
from realtime.queries import LiveStream, head_of

MAX_DIGITS = 15
ANSWERED = 5
SEE_OTHER = 303
CLOSED_TO_MEMBERS = gettext_lazy("In this channel the organisers write.")
CLOSED_TO_OTHERS = gettext_lazy("To write here, join the community.")


@dataclass(frozen=True)
class Draft:
    """What stands in the composer: a text that could not be posted, and why."""

    body: str = ""
    error: str = ""
    status: int = 200


@require_safe
@never_cache
def channel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The latest messages, or those before `?before=`; opening the latest moves the reader's mark."""
    found = readable_channel(request.user, public_id)
    before = number(request, "before")
    return channel_page(request, found, Draft(), before)


def channel_page(request: HttpRequest, channel: Channel, draft: Draft, before: int | None = None) -> HttpResponse:
    """Render the page; the stream's head is taken first, so that nothing falls between page and socket."""
    user = request.user
    stream = head_of(STREAM_KIND, channel.stream_key)
    context = channel_context(user, channel, draft, stream, before)
    member, read = context["member"], context["read"]
    if member and before is None and (read is None or stream.seq > read):
        mark_read(channel=channel, seq=stream.seq, by=member)
    return render(request, "communities/channel.html", context, status=draft.status)


def channel_context(
    user: AnyUser, channel: Channel, draft: Draft, stream: LiveStream, before: int | None = None
) -> dict[str, Any]:
    """What the page of a channel shows to one reader; `stream` was read before."""
    page = latest_messages(channel) if before is None else messages_before(channel, before)
    member = user if isinstance(user, User) and role_in(user, channel.community) else None
    mine = my_channels(member) if member else []
    read = next((entry.mark for entry in mine if entry.channel == channel), None)
    shown_from = read if before is None else None
    answered = answered_since(channel, member, read) if member and read is not None and read < stream.seq else []
    return {
        "channel": channel,
        "community": channel.community,
        "stream": stream,
        "older": page.older,
        "is_latest": before is None,
        "draft": draft,
        "older_url": f"?before={page.older}",
        "latest_url": f"{_address(channel)}#latest",
        "client_id": uuid4(),
        "side_groups": _side(user, channel, mine),
        "member": member,
        "read": read,
        "members_url": "#members",
        "file_types": accept_list(DOCUMENTS),
        "answered": [_answered_link(message, count) for message, count in answered[:ANSWERED]],
        **_talk(user, channel, page, shown_from, {message.pk: count for message, count in answered}),
        **rights_here(user, channel, member),
    }


def _answered_link(message: Message, count: int) -> tuple[str, str]:
    """The way to a thread with answers that the reader has not seen; it may stand far up."""
    begin = _("A message that was taken down") if message.is_removed else beginning(message)
    words = ngettext("%(count)d answer to “%(begin)s”", "%(count)d answers to “%(begin)s”", count)
    address = reverse("communities:thread", args=[message.public_id])
    return f"{address}#thread", words % {"count": count, "begin": begin}


def _side(user: AnyUser, channel: Channel, mine: list[ChannelEntry]) -> list[SideGroup]:
    community = channel.community
    entries = [entry for entry in mine if entry.channel.community_id == community.pk] or channels_of(community)
    seen = [entry for entry in entries if allowed(user, "communities.view_channel", entry.channel)]
    return side_groups(community, seen, mine, channel)


def _talk(
    user: AnyUser, channel: Channel, page: MessagePage, read: int | None, news: Mapping[int, int]
) -> dict[str, Any]:
    inside = reads_as_insider(user, channel)
    circle, authors = circle_and_authors(channel.community, writers_of(page.messages), inside=inside)
    count = sum(is_news(user, message, read or 0) for message in page.messages)
    label = ngettext("New from here (%(count)d message)", "New from here (%(count)d messages)", count)
    said = reactions_to(page.messages, user.pk)
    return {
        "lines": lines_for(user, channel, page.messages, authors, said=said, threads=news, read_up_to=read),
        "unread_label": label % {"count": count},
        "members": persons(circle.people) if inside else [],
        "callable": callable_people(authors.values(), user) if inside else [],
        "people_word": people_count(circle.total),
    }


def writers_of(messages: Iterable[Message]) -> list[int]:
    """Everybody whose name is shown with these messages, by primary key."""
    return [said.author_id for message in messages for said in (message, message.last_answer) if said]


def callable_people(authors: Iterable[Author], reader: AnyUser) -> list[tuple[str, str]]:
    """Whom the list beside the box offers: members whom the page shows anyway. Others by writing the name."""
    members = [
        author for author in authors if author.is_callable and author.key != str(getattr(reader, "public_id", ""))
    ]
    return sorted((str(author.name), author.key) for author in members)


def rights_here(user: AnyUser, channel: Channel, member: User | None) -> dict[str, Any]:
    may_post = allowed(user, "communities.post_message", channel)
    return {
        "may_post": may_post,
        "closed_reason": "" if may_post else CLOSED_TO_MEMBERS if member else CLOSED_TO_OTHERS,
        "is_member": member is not None,
        "reader_key": str(member.public_id) if member else "",
        "me": person_of(member) if member else None,
    }


@takes_files(FILE_KIND, at_once=MOST_FILES)
@require_POST
def message_post(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Post: JSON `{id, seq}` with 201, or 200 when the same key was posted before; a browser goes back to the page.

    Whatever is wrong, the text comes back in the composer, with a fresh key.
    """
    found = readable_channel(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.post_message", found)
    form = MessageForm(posted_data(request))
    try:
        require_token(user.pk)
        values = values_of(form, found)
        posted = post_message(channel=found, files=files_of(request), by=user, now=timezone.now(), **values)
    except (InvalidInput, Conflict, TooMany) as error:
        if wants_json(request):
            raise
        return channel_page(request, found, kept(form, error))
    return acknowledge(request, posted, f"{_address(found)}#latest")


def acknowledge(request: HttpRequest, posted: Posted, place: str) -> HttpResponse:
    """Id and number for a script, for others the page on which the message stands."""
    message = posted.message
    if wants_json(request):
        return JsonResponse({"id": message.public_id, "seq": message.seq}, status=201 if posted.created else 200)
    return HttpResponseRedirect(place, status=SEE_OTHER)


def values_of(form: MessageForm, channel: Channel) -> dict[str, Any]:
    """What the action takes; somebody chosen from the list is called at the beginning of the text."""
    values = valid(form)
    values["body"] = with_name_in_front(channel, values["body"], values.pop("to"))
    return values


def files_of(request: HttpRequest) -> list[UploadedFile]:
    """What was chosen; a browser sends an empty name when nothing was."""
    return [file for file in request.FILES.getlist("files") if file.name]


def kept(form: MessageForm, error: HirobaError) -> Draft:
    """What was written, for the box it was written in."""
    return Draft(body=form.data.get("body", ""), error=str(error.sentence), status=error.status)


@require_safe
@never_cache
def channel_fragment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Messages as `<li>`: changed `?after=` a number, older than `?before=`, or the latest.

    X-Hiroba-Head says up to which number the answer is complete, X-Hiroba-Older where older ones begin.
    """
    found = readable_channel(request.user, public_id)
    stream = head_of(STREAM_KIND, found.stream_key)
    after, before = number(request, "after"), number(request, "before")
    page, head = part_of(found, stream, after, before)
    inside = reads_as_insider(request.user, found)
    authors = authors_in(found.community, writers_of(page.messages), inside=inside)
    said = reactions_to(page.messages, request.user.pk)
    lines = lines_for(request.user, found, page.messages, authors, said=said, threads={})
    return fragment(request, lines, head, page.older)


def fragment(request: HttpRequest, lines: list[Line], head: int, older: int | None) -> HttpResponse:
    """Lines for a page that is open, complete up to `head`."""
    response = render(request, "communities/_messages.html", {"lines": lines})
    response["X-Hiroba-Head"] = str(head)
    response["X-Hiroba-Older"] = str(older or "")
    return response


def part_of(
    place: Channel | Message, stream: LiveStream, after: int | None, before: int | None
) -> tuple[MessagePage, int]:
    """What a page asks for, and the number up to which it is complete."""
    if after is not None:
        changes = changes_after(place, after, head=stream.seq)
        return MessagePage(changes.messages, None), changes.head
    if before is not None:
        return messages_before(place, before), stream.seq
    return latest_messages(place), stream.seq


@require_POST
def channel_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The script says that the reader has seen the end of the list."""
    found = readable_channel(request.user, public_id)
    user = require_login(request.user)
    seq = valid(ReadForm(posted_data(request)))["seq"]
    if role_in(user, found.community):
        mark_read(channel=found, seq=min(seq, head_of(STREAM_KIND, found.stream_key).seq), by=user)
    return HttpResponse(status=204)


def number(request: HttpRequest, name: str) -> int | None:
    """A number of the stream from the address; BadRequest when it is none."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        raise BadRequest
    return int(text)


def _address(channel: Channel) -> str:
    return reverse("communities:channel", args=[channel.public_id])
