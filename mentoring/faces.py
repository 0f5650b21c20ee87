"""From people to the drawn heads that stand for them."""

from accounts.models import User
from common.ui.components.labels import HEAD_OF, AvatarRole, role_for
from mentoring.enums import MentorTitle
from mentoring.models import Mentor

_ADVISORS: tuple[AvatarRole, ...] = ("advisor", "supporter", "organiser", "leader", "office", "member")


def head_of(user: User) -> AvatarRole:
    """The head somebody chose, else always the same one for the same person."""
    return HEAD_OF.get(user.avatar) or role_for(user.public_id)


def mentor_head(mentor: Mentor) -> AvatarRole:
    """The head of a mentor: their own, else the one of their title, else another one for each place in the list."""
    chosen = HEAD_OF.get(mentor.user.avatar)
    if chosen:
        return chosen
    return "artist" if mentor.title == MentorTitle.DRAWER else _ADVISORS[mentor.position % len(_ADVISORS)]
