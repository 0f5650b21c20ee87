"""Who may do what in a community. Each right has a sentence for those who lack it.

Members read and write; organisers (members with that role, or people to whom the office gave it for this community) and
the operator's staff, of everything or of this community, moderate; everybody reads a public archive. A community by
invitation does not exist for others (the views answer 404).
"""

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleKind
from accounts.models import User
from accounts.permissions import is_signed_in
from accounts.queries import has_role, scopes_of
from accounts.rights import sentence
from communities.enums import RUNNING_ROLES, ChannelKind, Decision, JoinPolicy, MemberRole
from communities.models import Case, Channel, Community, Event, Message
from communities.queries import has_other_judge, role_in

AnyUser = User | AnonymousUser


@rules.predicate
def is_listed(_user: AnyUser, community: Community) -> bool:
    """Everybody may know of it."""
    return community.is_listed


@rules.predicate
def is_member(user: AnyUser, community: Community) -> bool:
    """Belongs to the community."""
    return role_in(user, community) is not None


@rules.predicate
def is_organiser_here(user: AnyUser, community: Community) -> bool:
    """Organises this community."""
    return role_in(user, community) == MemberRole.ORGANISER


@rules.predicate
def is_staff_here(user: AnyUser, community: Community) -> bool:
    """Works for the operator: everywhere, or for just this community."""
    return has_role(user, RoleKind.STAFF, community.public_id)


@rules.predicate
def is_appointed_here(user: AnyUser, community: Community) -> bool:
    """The office gave the person the role of its organiser; for this community, since nobody organises all of them."""
    return community.public_id in scopes_of(user, RoleKind.ORGANISER)


@rules.predicate
def is_joinable(_user: AnyUser, community: Community) -> bool:
    """Takes everybody."""
    return community.join_policy == JoinPolicy.OPEN


@rules.predicate
def is_by_invitation(_user: AnyUser, community: Community) -> bool:
    """Membership comes from elsewhere, such as the adoption to a term."""
    return community.join_policy == JoinPolicy.INVITE


serves = is_staff_here | is_appointed_here


@rules.predicate
def serves_channel(user: AnyUser, channel: Channel) -> bool:
    """Serves the channel's community."""
    return bool(serves.test(user, channel.community))


@rules.predicate
def is_visible_channel(user: AnyUser, channel: Channel) -> bool:
    """The channel is not the organisers' own, or the person runs the place."""
    return channel.kind != ChannelKind.ORGANISERS or runs(user, channel) or serves_channel(user, channel)


@rules.predicate
def runs(user: AnyUser, channel: Channel) -> bool:
    """Organiser or facilitator of the channel's community."""
    return role_in(user, channel.community) in RUNNING_ROLES


@rules.predicate
def belongs_to_channel(user: AnyUser, channel: Channel) -> bool:
    """Member of the channel's community."""
    return role_in(user, channel.community) is not None


@rules.predicate
def is_public_channel(_user: AnyUser, channel: Channel) -> bool:
    """Its community keeps a public archive."""
    return channel.community.is_public_archive


@rules.predicate
def is_open_to_writers(user: AnyUser, channel: Channel) -> bool:
    """Everybody writes, except in announcements."""
    return channel.kind != ChannelKind.ANNOUNCEMENTS or runs(user, channel) or serves_channel(user, channel)


@rules.predicate
def is_author(user: AnyUser, message: Message) -> bool:
    """Wrote the message."""
    return isinstance(user, User) and message.author_id == user.pk


@rules.predicate
def still_writes(user: AnyUser, message: Message) -> bool:
    """May still post where the message stands: who has left cannot rewrite what was said."""
    return bool(may_post.test(user, message.channel))


@rules.predicate
def belongs_to_place(user: AnyUser, message: Message) -> bool:
    """Member of the community, and sees the channel."""
    return bool((belongs_to_channel & is_visible_channel).test(user, message.channel))


moderates = is_organiser_here | serves


@rules.predicate
def moderates_message(user: AnyUser, message: Message) -> bool:
    """Organiser of the community, or staff of the operator."""
    return bool(moderates.test(user, message.channel.community))


@rules.predicate
def knows_event(user: AnyUser, event: Event) -> bool:
    """May know of its community."""
    return bool(knows_community.test(user, event.community))


@rules.predicate
def runs_community(user: AnyUser, community: Community) -> bool:
    """Organiser or facilitator of the community, or serves it."""
    return bool(role_in(user, community) in RUNNING_ROLES or serves.test(user, community))


@rules.predicate
def runs_event(user: AnyUser, event: Event) -> bool:
    """Runs the community that invites."""
    return bool(runs_community.test(user, event.community))


@rules.predicate
def is_anothers(user: AnyUser, message: Message) -> bool:
    """Somebody else wrote it, and the person reads where it stands."""
    return message.author_id != user.pk and bool(may_read.test(user, message.channel))


@rules.predicate
def judges(user: AnyUser, case: Case) -> bool:
    """Moderates the place, and did not write what it is about: a writer never learns who reported them."""
    return case.message.author_id != user.pk and bool(moderates_message.test(user, case.message))


@rules.predicate
def is_another_judge(user: AnyUser, case: Case) -> bool:
    """Did not decide first, or nobody else is there to answer the appeal."""
    return isinstance(user, User) and (case.decided_by_id != user.pk or not has_other_judge(case, user))


@rules.predicate
def wrote_what_it_is_about(user: AnyUser, case: Case) -> bool:
    """Wrote the message that others took down."""
    return isinstance(user, User) and case.message.author_id == user.pk and case.decision == Decision.REMOVED


knows_community = is_listed | is_member | serves
may_read = is_visible_channel & (belongs_to_channel | is_public_channel | serves_channel)
may_post = is_signed_in & belongs_to_channel & is_visible_channel & is_open_to_writers

rules.add_perm("communities.view_community", knows_community)
rules.add_perm("communities.view_channel", is_visible_channel)
rules.add_perm("communities.read_channel", may_read)
rules.add_perm("communities.post_message", may_post)
rules.add_perm("communities.react_message", is_signed_in & belongs_to_place)
rules.add_perm("communities.edit_message", is_author & still_writes)
rules.add_perm("communities.remove_message", is_signed_in & ((is_author & still_writes) | moderates_message))
rules.add_perm("communities.report_message", is_signed_in & is_anothers)
rules.add_perm("communities.list_cases", is_signed_in & moderates)
rules.add_perm("communities.view_case", is_signed_in & judges)
rules.add_perm("communities.answer_appeal", is_signed_in & judges & is_another_judge)
rules.add_perm("communities.appeal_removal", is_signed_in & wrote_what_it_is_about)
rules.add_perm("communities.join_community", is_signed_in & ~is_member & (is_joinable | serves))
rules.add_perm("communities.leave_community", is_signed_in & is_member & ~is_by_invitation)
rules.add_perm("communities.view_event", knows_event)
rules.add_perm("communities.announce_event", is_signed_in & runs_community)
rules.add_perm("communities.change_event", is_signed_in & runs_event)
rules.add_perm("communities.see_participants", is_signed_in & runs_event)

sentence("communities.view_community", _("This community is open to its members only."))
sentence("communities.view_channel", _("This channel is for the organisers."))
sentence("communities.read_channel", _("Members read here. Join the community and you can read along."))
sentence("communities.post_message", _("Only members write here. In announcements the organisers write."))
sentence("communities.react_message", _("Members say a word to what others wrote. Join the community to do so."))
sentence("communities.edit_message", _("Only the person who wrote a message can change it."))
sentence("communities.remove_message", _("Only the writer, the organisers and the staff can take a message down."))
sentence("communities.report_message", _("You can take down your own message yourself."))
sentence("communities.list_cases", _("Only those who run the community and the staff see this."))
sentence("communities.view_case", _("Only those who run the community and the staff see this."))
sentence("communities.answer_appeal", _("Who decided first does not answer the appeal. Somebody else will."))
sentence("communities.appeal_removal", _("Only the writer of a message can object to its removal."))
sentence("communities.join_community", _("This community is joined by invitation. Please ask its organiser."))
sentence("communities.leave_community", _("Membership here belongs to the programme. Please talk to the office."))
sentence("communities.view_event", _("This event is for the members of its community."))
sentence("communities.announce_event", _("Only those who run the community announce its events."))
sentence("communities.change_event", _("Only those who run the community change its events."))
sentence("communities.see_participants", _("Who comes is shown only to those who run the community."))
