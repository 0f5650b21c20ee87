"""Answers to one message: beside the channel on a wide screen, a page of their own on a phone, live in both."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.rights import require, require_login
from common.bodies import takes_files
from common.error_pages import wants_json
from common.errors import Closed, Conflict, InvalidInput, TooMany
from common.rate import require_token
from communities.actions import post_message
from communities.actions.attachments import FILE_KIND, MOST_FILES
from communities.actions.telling import STREAM_KIND
from communities.forms import MessageForm, posted_data
from communities.models import Message
from communities.queries import MessagePage, authors_in, latest_messages, messages_before, reactions_to
from communities.views.channel import (
    Draft,
    acknowledge,
    channel_context,
    files_of,
    fragment,
    kept,
    number,
    part_of,
    values_of,
)
from communities.views.doors import readable_thread
from communities.views.lines import AnyUser, Line, lines_for, reads_as_insider
from realtime.queries import head_of

TAKEN_DOWN = _("This message was taken down. It cannot be answered any more.")


@require_safe
@never_cache
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A message with its latest answers, or those before `?before=`, beside its channel.

    It does not move the reader's mark: on a phone the channel itself is not seen.
    """
    return thread_page(request, readable_thread(request.user, public_id), Draft(), number(request, "before"))


def thread_page(request: HttpRequest, root: Message, draft: Draft, before: int | None = None) -> HttpResponse:
    """Render the page; the stream's head is taken first, so that nothing falls between page and socket."""
    user = request.user
    stream = head_of(STREAM_KIND, root.channel.stream_key)
    page = latest_messages(root) if before is None else messages_before(root, before)
    context = channel_context(user, root.channel, Draft(), stream)
    may_answer = context["may_post"] and not root.is_removed
    context |= {
        "root": root,
        "root_key": str(root.public_id),
        "root_lines": _lines(user, root, [root]),
        "answer_lines": _lines(user, root, page.messages),
        "answers_older": page.older,
        "answers_older_url": f"?before={page.older}",
        "answers_are_latest": before is None,
        "answer_draft": draft,
        "answer_client_id": uuid4(),
        "may_answer": may_answer,
        "answer_closed": context["closed_reason"] or TAKEN_DOWN,
        "thread_url": _address(root),
        "members_url": f"{reverse('communities:channel', args=[root.channel.public_id])}#members",
    }
    return render(request, "communities/thread.html", context, status=draft.status)


def _lines(user: AnyUser, root: Message, messages: Any) -> list[Line]:
    """The message itself or its answers; inside a thread nothing leads to threads."""
    channel = root.channel
    authors = authors_in(channel.community, [m.author_id for m in messages], inside=reads_as_insider(user, channel))
    lines = lines_for(user, channel, messages, authors, said=reactions_to(messages, user.pk))
    return [
        replace(line, is_root=line.message == root, opens_day=line.opens_day and line.message != root) for line in lines
    ]


@require_safe
@never_cache
def thread_fragment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answers as `<li>` like `channel_fragment`, with the message itself in front whenever it may have changed."""
    root = readable_thread(request.user, public_id)
    stream = head_of(STREAM_KIND, root.channel.stream_key)
    after, before = number(request, "after"), number(request, "before")
    page, head = part_of(root, stream, after, before)
    if before is None and (after is None or root.changed_seq > after):
        page = MessagePage((root, *page.messages), page.older)
    return fragment(request, _lines(request.user, root, page.messages), head, page.older)


@takes_files(FILE_KIND, at_once=MOST_FILES)
@require_POST
def answer_post(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer: the same questions and answers as `message_post`."""
    root = readable_thread(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.post_message", root.channel)
    form = MessageForm(posted_data(request))
    try:
        require_token(user.pk)
        values = {"channel": root.channel, "root": root, "files": files_of(request), **values_of(form, root.channel)}
        posted = post_message(by=user, now=timezone.now(), **values)
    except (InvalidInput, Conflict, TooMany, Closed) as error:
        if wants_json(request):
            raise
        return thread_page(request, root, kept(form, error))
    return acknowledge(request, posted, f"{_address(root)}#m-{posted.message.public_id}")


def _address(root: Message) -> str:
    return reverse("communities:thread", args=[root.public_id])
