"""What of this app the one search box finds: communities, what they invite to, what is said in them.

Who may find something follows `permissions.py`: the same rule as a query, asked before anything is counted. A test
holds both against each other for every kind of reader.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleKind
from accounts.models import User
from accounts.queries import scopes_of
from common.dates import format_daytime
from common.searching import Found, SearchSource, Words, register_search_source
from communities.enums import RUNNING_ROLES, ChannelKind
from communities.models import Channel, Community, Event, Membership, Message

AnyUser = User | AnonymousUser


def register() -> None:
    """Called once when the app is ready."""
    for source in (COMMUNITIES, EVENTS, MESSAGES):
        register_search_source(source)


def serves_everything(user: AnyUser) -> bool:
    """Staff of the operator, not of one community."""
    return None in scopes_of(user, RoleKind.STAFF)


def _served(user: AnyUser) -> Q:
    """The communities that somebody serves by a role of the office."""
    return Q(public_id__in=[*scopes_of(user, RoleKind.STAFF), *(scopes_of(user, RoleKind.ORGANISER) - {None})])


def _own(user: AnyUser, roles: Iterable[str] = ()) -> Q:
    """The communities somebody belongs to, in one of the roles if any are named."""
    mine = Membership.objects.filter(user_id=(user.pk or 0) if user.is_active else 0)
    return Q(pk__in=(mine.filter(role__in=list(roles)) if roles else mine).values("community_id"))


def known_places(user: AnyUser) -> list[int] | None:
    """The communities somebody may know of; one query. None: all of them."""
    if serves_everything(user):
        return None
    listed = Q(pk__in=Community.objects.listed().values("pk"))
    return list(Community.objects.filter(listed | _own(user) | _served(user)).values_list("pk", flat=True))


def readable_channels(user: AnyUser) -> list[int] | None:
    """The channels somebody may read; one query. None: all of them."""
    if serves_everything(user):
        return None
    read = Community.objects.filter(Q(is_public_archive=True) | _own(user) | _served(user))
    run = Community.objects.filter(_own(user, RUNNING_ROLES) | _served(user))
    visible = ~Q(kind=ChannelKind.ORGANISERS) | Q(community__in=run)
    return list(Channel.objects.filter(visible, community__in=read).values_list("pk", flat=True))


def community_words(community: Community) -> Words:
    """Its name, and what people gather round."""
    return Words(community.name, "\n".join([community.theme, community.summary]), community.pk)


def event_words(event: Event) -> Words:
    """Both languages, so that a word is found in either."""
    title, body = ([event.title_ja, event.title_en], [event.summary_ja, event.summary_en, event.place])
    return Words("\n".join(filter(None, title)), "\n".join(filter(None, body)), event.community_id)


def message_words(message: Message) -> Words | None:
    """What was said, unless it was taken down."""
    return None if message.is_removed else Words("", message.body, message.channel_id)


def show_communities(keys: Sequence[int], _user: AnyUser) -> Mapping[int, Found]:
    """One query."""
    found = Community.objects.in_bulk(keys)
    return {
        pk: Found(
            reverse("communities:community", args=[community.public_id]),
            community.name,
            [_("Theme: %(theme)s") % {"theme": community.theme}, community.summary],
            str(community.get_kind_display()),
        )
        for pk, community in found.items()
    }


def show_events(keys: Sequence[int], _user: AnyUser) -> Mapping[int, Found]:
    """One query. What is over says so."""
    now = timezone.now()
    found = Event.objects.select_related("community").in_bulk(keys)
    return {pk: _event(event, over=event.ends_at <= now) for pk, event in found.items()}


def _event(event: Event, *, over: bool) -> Found:
    when = format_daytime(event.starts_at)
    note = _("%(when)s (over)") % {"when": when} if over else when
    url = reverse("communities:event", args=[event.public_id])
    # What was found may stand in the other language only.
    texts = [event.summary, event.place, event.title_ja, event.title_en, event.summary_ja, event.summary_en]
    return Found(url, event.title, texts, f"{note} · {event.community.name}")


def show_messages(keys: Sequence[int], user: AnyUser) -> Mapping[int, Found]:
    """Where it was said, by whom, when; one query. Opens the channel at that place."""
    found = Message.objects.select_related("channel__community", "author", "root").in_bulk(keys)
    return {pk: _message(message) for pk, message in found.items() if not message.is_removed}


def _message(message: Message) -> Found:
    channel = message.channel
    place = ("thread", message.root) if message.root else ("channel", channel)
    url = reverse(f"communities:{place[0]}", args=[place[1].public_id])
    return Found(
        f"{url}?before={message.seq + 1}#m-{message.public_id}",
        f"{channel.community.name} › {channel.name}",
        [message.body],
        message.author.display_name or _("A member"),
        message.created_at,
    )


def _all(model: type[Community] | type[Event]) -> Iterator[Community | Event]:
    yield from model._default_manager.order_by("pk").iterator(chunk_size=1000)


COMMUNITIES = SearchSource(
    "communities", gettext_lazy("Communities"), Community, community_words, known_places, show_communities,
    lambda: _all(Community),
)  # fmt: skip
EVENTS = SearchSource(
    "events", gettext_lazy("Events"), Event, event_words, known_places, show_events, lambda: _all(Event)
)
MESSAGES = SearchSource(
    "messages", gettext_lazy("What was said"), Message, message_words, readable_channels, show_messages,
    lambda: Message.objects.filter(removed_at=None).order_by("pk").iterator(chunk_size=1000), newest_first=True,
)  # fmt: skip
