"""Reads of the communities app. Every function costs a constant number of queries, said in its docstring."""

from communities.queries.people import (
    Author,
    Circle,
    authors_in,
    circle_and_authors,
    forget_memberships,
    member_circle,
    role_counts,
    role_in,
)
from communities.queries.places import (
    ChannelEntry,
    channels_of,
    communities_of,
    course_of,
    directory,
    find_channel,
    find_community,
    my_channels,
    role_scopes,
    with_member_count,
)
from communities.queries.talk import (
    Changes,
    MessagePage,
    changes_after,
    find_message,
    latest_messages,
    messages_before,
)

__all__ = [
    "Author",
    "Changes",
    "ChannelEntry",
    "Circle",
    "MessagePage",
    "authors_in",
    "changes_after",
    "channels_of",
    "circle_and_authors",
    "communities_of",
    "course_of",
    "directory",
    "find_channel",
    "find_community",
    "find_message",
    "forget_memberships",
    "latest_messages",
    "member_circle",
    "messages_before",
    "my_channels",
    "role_counts",
    "role_in",
    "role_scopes",
    "with_member_count",
]
