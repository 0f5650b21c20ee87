"""What the communities app keeps."""

from communities.models.events import EMAIL_LENGTH, PERSON_LENGTH, Event, EventQuerySet, Registration
from communities.models.moderation import WORDS_LENGTH, Case, Report
from communities.models.places import Channel, Community, CommunityQuerySet, Membership
from communities.models.talk import BODY_LENGTH, Message, Reaction, ReadMark

__all__ = [
    "BODY_LENGTH",
    "EMAIL_LENGTH",
    "PERSON_LENGTH",
    "WORDS_LENGTH",
    "Case",
    "Channel",
    "Community",
    "CommunityQuerySet",
    "Event",
    "EventQuerySet",
    "Membership",
    "Message",
    "Reaction",
    "ReadMark",
    "Registration",
    "Report",
]
