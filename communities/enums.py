"""The words communities are made of, and the small tables that follow from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommunityKind(TextChoices):
    """What brings these people together; the kind also decides the drawing a community starts with."""

    INDUSTRY = "industry", pgettext_lazy("kind of community", "Industry")
    ATTRIBUTE = "attribute", pgettext_lazy("kind of community", "People alike")
    ISSUE = "issue", pgettext_lazy("kind of community", "Local issue")
    SUPPORTERS = "supporters", pgettext_lazy("kind of community", "Supporters")
    COUNCIL = "council", pgettext_lazy("kind of community", "Council")
    ALUMNI = "alumni", pgettext_lazy("kind of community", "Alumni")
    COHORT = "cohort", pgettext_lazy("kind of community", "Programme term")


class JoinPolicy(TextChoices):
    """How one becomes a member. `invite` also means: for everybody else the community does not exist."""

    OPEN = "open", _("Everyone can join")
    REQUEST = "request", _("Join on request")
    INVITE = "invite", _("Invited members only")


class MemberRole(TextChoices):
    """What somebody does here, in the order in which people are listed."""

    ORGANISER = "organiser", pgettext_lazy("role in a community", "Organiser")
    FACILITATOR = "facilitator", pgettext_lazy("role in a community", "Facilitator")
    SUPPORTER = "supporter", pgettext_lazy("role in a community", "Supporter")
    MEMBER = "member", pgettext_lazy("role in a community", "Member")
    FAN = "fan", pgettext_lazy("role in a community", "Fan")


class ChannelKind(TextChoices):
    """What a channel is for; it decides the icon, who writes (announcements) and who sees it (organisers)."""

    TALK = "talk", pgettext_lazy("channel", "Talk")
    ANNOUNCEMENTS = "announcements", pgettext_lazy("channel", "Announcements")
    INTRODUCTIONS = "introductions", pgettext_lazy("channel", "Introductions")
    HELP = "help", pgettext_lazy("channel", "Help")
    ORGANISERS = "organisers", _("Organisers only")


class EventMode(TextChoices):
    """How people meet."""

    PLACE = "place", pgettext_lazy("event", "On site")
    ONLINE = "online", pgettext_lazy("event", "Online")
    HYBRID = "hybrid", pgettext_lazy("event", "On site and online")


class SeatState(TextChoices):
    """What a registration holds; only who has a seat counts as coming."""

    SEATED = "seated", pgettext_lazy("registration", "Has a seat")
    WAITING = "waiting", pgettext_lazy("registration", "Waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Given back")


class RemovalReason(TextChoices):
    """Why a message was taken down. A fixed list: the tombstone is read in every language and repeats nothing."""

    MISTAKE = "mistake", _("Written by mistake")
    NOT_NEEDED = "not_needed", _("No longer needed")
    PERSONAL = "personal", _("Personal information")
    ADVERTISING = "advertising", _("Repeated advertising")
    HURTFUL = "hurtful", _("Hurtful words")
    OFF_THEME = "off_theme", _("Away from the theme")


class ReactionKind(TextChoices):
    """What one says with one tap: words of our own, the same for everybody, never signs from outside."""

    SEEN = "seen", pgettext_lazy("reaction", "Seen")
    THANKS = "thanks", pgettext_lazy("reaction", "Thank you")
    HELP = "help", pgettext_lazy("reaction", "I can help")


class ReportReason(TextChoices):
    """Why a member tells the organisers of a message."""

    ADVERTISING = "advertising", _("Repeated advertising")
    PERSONAL = "personal", _("Personal information")
    HURTFUL = "hurtful", _("Hurtful words")
    OFF_THEME = "off_theme", _("Away from the theme")
    OTHER = "other", pgettext_lazy("report", "Something else")


class CaseState(TextChoices):
    """Where a moderation case stands."""

    OPEN = "open", pgettext_lazy("moderation case", "Open")
    DECIDED = "decided", pgettext_lazy("moderation case", "Decided")
    APPEALED = "appealed", pgettext_lazy("moderation case", "Appealed")
    CLOSED = "closed", pgettext_lazy("moderation case", "Closed")


class Decision(TextChoices):
    """What was decided; a message that its writer takes down meanwhile needs no decision any more."""

    KEPT = "kept", pgettext_lazy("moderation case", "The message stays")
    REMOVED = "removed", pgettext_lazy("moderation case", "The message is taken down")
    WITHDRAWN = "withdrawn", pgettext_lazy("moderation case", "The writer took it down")


class CourseStep(TextChoices):
    """The way into a community; the page shows how far its reader has come."""

    LOOK = "look", _("Look around")
    JOIN = "join", _("Join")
    INTRODUCE = "introduce", _("Introduce yourself")
    TALK = "talk", _("Talk together")


# What the author may say, and what a moderator has to say.
AUTHOR_REASONS = (RemovalReason.MISTAKE, RemovalReason.NOT_NEEDED, RemovalReason.PERSONAL)
MODERATOR_REASONS = (
    RemovalReason.ADVERTISING,
    RemovalReason.PERSONAL,
    RemovalReason.HURTFUL,
    RemovalReason.OFF_THEME,
)

CASE_MOVES: dict[CaseState, tuple[CaseState, ...]] = {
    CaseState.OPEN: (CaseState.DECIDED, CaseState.CLOSED),
    CaseState.DECIDED: (CaseState.APPEALED,),
    CaseState.APPEALED: (CaseState.CLOSED,),
    CaseState.CLOSED: (),
}
# Cases that wait for somebody.
WAITING_CASES = (CaseState.OPEN, CaseState.APPEALED)

# Organisers and facilitators run the place: they announce, and organisers moderate.
RUNNING_ROLES = (MemberRole.ORGANISER, MemberRole.FACILITATOR)

# The policy a community starts with when nobody chose one.
INVITED_KINDS = (CommunityKind.COHORT, CommunityKind.COUNCIL, CommunityKind.ALUMNI)

REACTION_ICONS: dict[str, str] = {
    ReactionKind.SEEN: "eye",
    ReactionKind.THANKS: "smile",
    ReactionKind.HELP: "hand",
}

CHANNEL_ICONS: dict[str, str] = {
    ChannelKind.TALK: "hash",
    ChannelKind.ANNOUNCEMENTS: "call",
    ChannelKind.INTRODUCTIONS: "smile",
    ChannelKind.HELP: "help",
    ChannelKind.ORGANISERS: "lock",
}

# The drawing (site/frontend/illustrations) a community of this kind starts with.
PICTURES: dict[str, str] = {
    CommunityKind.INDUSTRY: "workshop-after",
    CommunityKind.ATTRIBUTE: "homework",
    CommunityKind.ISSUE: "house-after",
    CommunityKind.SUPPORTERS: "village360",
    CommunityKind.COUNCIL: "loop-4",
    CommunityKind.ALUMNI: "loop-5",
    CommunityKind.COHORT: "loop-3",
}
# What is going on in each drawing; a community may wear any of these.
PICTURE_TEXTS = {
    "workshop-after": _("Six small factories pass parts along to each other"),
    "class-tablet": _("A child and an older person teach each other at a tablet"),
    "harvest": _("A farmer tells a restaurant that the harvest is coming"),
    "homework": _("Three people at home pass work from house to house"),
    "house-after": _("Eight people gather in a house that used to be empty"),
    "truck-share": _("People raise their hands for the room left on a truck"),
    "village360": _("Three people look all around a mountain village"),
    "loop-1": _("Somebody calls out to the others"),
    "loop-2": _("Three people raise their hands"),
    "loop-3": _("Two people draw on one sheet together"),
    "loop-4": _("Somebody shows the result and the others cheer"),
    "loop-5": _("Three people call the next companions"),
}
