"""How the audit trail speaks of communities."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activity.words import SubjectKind, register_subject_kind, register_verbs
from communities.models import Case, Channel, Community, Event

VERBS = {
    "community_created": _("opened a community"),
    "community_member_added": _("added a member to a community"),
    "community_left": _("left a community"),
    "channel_created": _("opened a channel"),
    "message_removed": _("removed a message"),
    "message_reported": _("told the organisers of a message"),
    "case_decided": _("decided on a reported message"),
    "case_appealed": _("objected to a removal"),
    "case_closed": _("closed the case of a message"),
    "event_announced": _("announced an event"),
    "event_changed": _("changed an event"),
    "participants_seen": _("looked at who comes to an event"),
}


def communities(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of communities."""
    found = Community.objects.filter(public_id__in=list(ids)).values_list("public_id", "name")
    return {public_id: (name, reverse("communities:community", args=[public_id])) for public_id, name in found}


def channels(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Names of channels."""
    found = Channel.objects.filter(public_id__in=list(ids)).values_list("public_id", "name")
    return {public_id: (name, reverse("communities:channel", args=[public_id])) for public_id, name in found}


def events(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Titles of events."""
    found = Event.objects.filter(public_id__in=list(ids))
    return {event.public_id: (event.title, reverse("communities:event", args=[event.public_id])) for event in found}


def cases(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Where the message stands that a moderation case is about."""
    found = Case.objects.filter(public_id__in=list(ids)).values_list("public_id", "message__channel__name")
    return {public_id: (name, reverse("communities:case", args=[public_id])) for public_id, name in found}


def register() -> None:
    """Called once when the app is ready."""
    register_verbs(VERBS)
    register_subject_kind(SubjectKind("communities.community", _("community"), communities))
    register_subject_kind(SubjectKind("communities.channel", _("channel"), channels))
    register_subject_kind(SubjectKind("communities.event", _("event"), events))
    register_subject_kind(SubjectKind("communities.case", _("moderation case"), cases))
    register_subject_kind(SubjectKind("communities.message", _("message"), lambda ids: {}))
