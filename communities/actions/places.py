"""Making communities and channels."""

from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Conflict, InvalidInput, Sentence
from common.searching import search_changed
from communities.actions.telling import STREAM_KIND
from communities.enums import INVITED_KINDS, PICTURE_TEXTS, ChannelKind, CommunityKind, JoinPolicy
from communities.models import Channel, Community
from realtime.queries import stream_for


@transaction.atomic
def create_community(
    *,
    name: str,
    kind: str,
    theme: str,
    by: User | None,
    now: datetime,
    summary: str = "",
    join_policy: str = "",
    is_public_archive: bool = False,
    slug: str = "",
    picture: str = "",
) -> Community:
    """Open a place for a theme. Without `join_policy`: terms, councils and alumni by invitation, all others open.

    Nobody becomes a member by this; the caller adds the first organiser. Raises InvalidInput when name, theme, kind,
    policy or picture is missing or unknown, Conflict when the slug is taken.
    """
    _check(name=name, kind=kind, theme=theme, join_policy=join_policy, picture=picture)
    policy = join_policy or (JoinPolicy.INVITE if kind in INVITED_KINDS else JoinPolicy.OPEN)
    community = Community(
        name=name.strip(), kind=kind, theme=theme.strip(), summary=summary.strip(), join_policy=policy, picture=picture,
        is_public_archive=is_public_archive, slug=slug or uuid4().hex[:12], created_at=now,
    )  # fmt: skip
    _insert(community, _("There is a community of that name already."))
    search_changed(community)
    record(verb="community_created", subject=community, by=by, now=now)
    return community


def _check(*, name: str, kind: str, theme: str, join_policy: str, picture: str) -> None:
    problems = {
        "name": not name.strip() and _("A community needs a name."),
        "theme": not theme.strip() and _("A community needs a theme: what do people gather round?"),
        "kind": kind not in CommunityKind.values and _("Please choose one of the kinds."),
        "join_policy": join_policy not in ("", *JoinPolicy.values) and _("Please choose how people join."),
        "picture": picture not in ("", *PICTURE_TEXTS) and _("There is no such drawing."),
    }
    found = {field: sentence for field, sentence in problems.items() if sentence}
    if found:
        raise InvalidInput(found)


def _insert(obj: Community | Channel, taken: Sentence) -> None:
    """Save a new row; Conflict with the sentence when a unique name or slug is taken."""
    try:
        with transaction.atomic():
            obj.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(taken) from error


@transaction.atomic
def create_channel(
    *,
    community: Community,
    name: str,
    by: User | None,
    now: datetime,
    purpose: str = "",
    kind: str = ChannelKind.TALK,
    position: int | None = None,
) -> Channel:
    """Open a line of talk with its event stream; without `position` it comes last.

    Raises InvalidInput for a missing name or unknown kind, Conflict when the community has a channel of that name.
    """
    if not name.strip() or kind not in ChannelKind.values:
        raise InvalidInput({"name": _("A channel needs a name and a kind.")})
    channel = Channel(
        community=community, name=name.strip(), purpose=purpose.strip(), kind=kind, created_at=now,
        position=_last_position(community) if position is None else position,
    )  # fmt: skip
    _insert(channel, _("This community has a channel of that name already."))
    stream_for(STREAM_KIND, channel.stream_key)
    record(verb="channel_created", subject=channel, by=by, now=now)
    return channel


def _last_position(community: Community) -> int:
    last = Channel.objects.filter(community=community).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
