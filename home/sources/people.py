"""The way here, the loop, and the people who walk along."""

from typing import Any

from django.utils.translation import gettext as _

from common.ui.components.frame import Crumb
from common.ui.components.labels import AvatarRole, Person
from common.ui.components.sheets import LoopStep
from home.live import Question, source
from home.queries import frame_for
from mentoring.enums import MentorTitle
from mentoring.models import Mentor

HEADS: dict[str, AvatarRole] = {
    MentorTitle.EXECUTIVE: "advisor",
    MentorTitle.DRAWER: "artist",
    MentorTitle.EXPERT: "maker",
}
# Several people of one title should not look alike.
OTHER_HEADS: tuple[AvatarRole, ...] = ("organiser", "supporter", "right_hand", "owner", "office")


@source("crumbs")
def crumbs(question: Question) -> dict[str, Any]:
    """The way to a page from the front page, which itself needs none."""
    page, frame = question.page, frame_for(question.request)
    path = page.get_url(question.request) or ""
    if path == frame.home:
        return {"crumbs": []}
    above = [Crumb(title, url) for url, title in frame.way_to(path)]
    return {"crumbs": [Crumb(_("Home"), frame.home), *above, Crumb(page.title)]}


@source("loop")
def loop(question: Question) -> dict[str, Any]:
    """The five stations with their drawings."""
    steps = enumerate(question.value["steps"], start=1)
    return {"loop": [LoopStep(step["title"], step["text"], f"loop-{place}.svg") for place, step in steps]}


@source("mentors")
def mentors(_question: Question) -> dict[str, Any]:
    """Everybody who takes sessions, by title and field, never by name."""
    found = Mentor.objects.filter(is_active=True)
    return {"mentors": [_person(mentor, place) for place, mentor in enumerate(found)]}


def _person(mentor: Mentor, place: int) -> Person:
    head = HEADS.get(mentor.title) or OTHER_HEADS[place % len(OTHER_HEADS)]
    return Person(str(MentorTitle(mentor.title).label), mentor.label, head)
