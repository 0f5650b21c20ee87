"""What mentoring shows on other apps' pages: cards on /my/, the sketch on an entry's status page and in the review."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import is_mentor
from accounts.rights import allowed
from activity.cards import Card, register_card
from cohorts import hooks
from cohorts.diagnosis import NextStep
from cohorts.hooks import Panel
from cohorts.models import Entry
from common.dates import days_left, format_date, format_daytime
from common.files.reading import file_url
from mentoring.letters import action_page
from mentoring.models import Session, Sketch
from mentoring.permissions import is_a_mentor
from mentoring.queries import (
    actions_of,
    bookable_entries,
    booked_count,
    first_picture,
    free_count,
    mentor_of,
    mentor_rows,
    next_session_for,
    open_actions_for,
    open_threads_in,
    sketches_for,
    words_under,
)

SOON = 88
LATER = 30
ANSWERS = 28
QUIET = 10
TALK = "loop-3.svg"
TODO = "homework.svg"
MOST_ACTIONS = 20
NEAR = 3
AT_THE_DOOR = timedelta(minutes=15)
HOMEWORK = 60


def session_card(user: User, now: datetime) -> Card | None:
    """次の面談: the nearest session of a mentor or an entrant; an entrant without one is led to the free hours."""
    session = next_session_for(user, now)
    if session is None:
        return _booking_card(user, now)
    may_join = _joins(session, user, now)
    return Card(
        title=_("Next session"),
        sentence=f"{format_daytime(session.slot.starts_at)}　{_partner(session, user)}",
        state=str(session.get_mode_display()),
        tone="sun",
        url=session.link if may_join else reverse("mentoring:session", args=[session.public_id]),
        action=_("Join") if may_join else _("Prepare"),
        priority=SOON if (session.slot.starts_at - now).days < 1 else LATER,
        picture=TALK,
    )


def _joins(session: Session, user: User, now: datetime) -> bool:
    """A company goes straight to the meeting once it is time; a mentor looks at the sketch first."""
    is_time = session.slot.starts_at - now <= AT_THE_DOOR
    return bool(is_time and session.link and session.mentor.user_id != user.pk)


def _partner(session: Session, user: User) -> str:
    if session.mentor.user_id == user.pk:
        return session.entry.org_name
    return str(session.mentor.get_title_display())


def _booking_card(user: User, now: datetime) -> Card | None:
    if not bookable_entries(user):
        return None
    free = sum(row.free_count for row in mentor_rows(now))
    if not free:
        return None
    text = ngettext("%(n)d hour is free.", "%(n)d hours are free.", free) % {"n": free}
    url = reverse("mentoring:mentors")
    return Card(
        title=_("Talk to a mentor"),
        sentence=text,
        state=_("No session booked"),
        url=url,
        action=_("Choose an hour"),
        priority=QUIET,
        picture=TALK,
    )


def hours_card(user: User, now: datetime) -> Card | None:
    """A mentor's own hours: who offers none is asked for some, the others find what is booked. Two queries."""
    mentor = mentor_of(user)
    if mentor is None or not is_a_mentor.test(user):
        return None
    booked, free = booked_count(mentor, now), free_count(mentor, now)
    text = ngettext("%(n)d of your hours can be booked.", "%(n)d of your hours can be booked.", free) % {"n": free}
    return Card(
        title=_("My hours"),
        sentence=text if free else _("You offer no free hour at the moment."),
        state=ngettext("%(n)d booked", "%(n)d booked", booked) % {"n": booked} if booked else _("No session booked"),
        url=reverse("mentoring:agenda"),
        action=_("Look at my hours") if free else _("Offer an hour"),
        priority=QUIET if free else LATER - 1,
        picture=TALK,
    )


def actions_card(user: User, now: datetime) -> Card | None:
    """宿題: what a person has promised, the nearest first; a day that is near or over calls. One query."""
    items = list(open_actions_for(user)[:MOST_ACTIONS])
    if not items:
        return None
    first = items[0]
    left = days_left(first.due_on, now)
    text = _("Until %(day)s: %(what)s") % {"day": format_date(first.due_on), "what": first.what}
    return Card(
        title=_("Homework"),
        sentence=text,
        state=ngettext("%(n)d to do", "%(n)d to do", len(items)) % {"n": len(items)},
        tone="call" if left <= NEAR else "",
        url=action_page(first),
        action=_("Do it and tick it off"),
        priority=HOMEWORK if left <= NEAR else LATER - 2,
        picture=TODO,
    )


def questions_card(user: User, now: datetime) -> Card | None:
    """Open questions on the sketches of an entrant, or of all a mentor accompanies."""
    sketches = list(sketches_for(user)[:100])
    waiting = [sketch for sketch in sketches if getattr(sketch, "open_pins", 0)]
    if not waiting:
        return None
    count = open_threads_in(waiting)
    text = ngettext("%(n)d comment waits for an answer.", "%(n)d comments wait for an answer.", count) % {"n": count}
    one = waiting[0] if len(waiting) == 1 else None
    url = reverse("mentoring:sketch", args=[one.public_id]) if one else reverse("mentoring:sketches")
    return Card(
        title=one.title if one else _("Idea sketches"),
        sentence=text,
        state=_("Waits for an answer"),
        tone="call",
        url=url,
        action=_("Open the sketch") if one else _("See the sketches"),
        priority=LATER if is_mentor.test(user) else ANSWERS,
        picture=_drawing(one) if one else TALK,
        picture_alt=one.title if one else "",
    )


def _drawing(sketch: Sketch) -> str:
    """The first page of the newest version, or a drawing of ours while it is being rendered."""
    page = first_picture(sketch)
    return file_url(page.version.file, page.variant) if page else TALK


def entry_panel(entry: Entry, user: User) -> Panel | None:
    """The sketch on the entrant's status page, or the way to add one; before the rest, as everywhere."""
    sketch = Sketch.objects.filter(entry=entry).order_by("-created_at", "-id").first()
    if sketch is None and not allowed(user, "mentoring.add_sketch", entry):
        return None
    page = first_picture(sketch) if sketch else None
    caption = words_under(sketch, page) if sketch and page else ""
    session = next_session_for(user, timezone.now())
    context: dict[str, Any] = {"entry": entry, "sketch": sketch, "sketch_page": page, "sketch_caption": caption}
    items = list(actions_of(entry)[:MOST_ACTIONS])
    back = reverse("cohorts:entry_status", args=[entry.public_id])
    context |= {"next_session": session, "items": items, "back": back}
    return Panel("mentoring/_entry_panel.html", context, order=10)


def office_panel(entry: Entry, user: User) -> Panel | None:
    """The sketch beside an entry in the office; who only looks is not asked to add one."""
    return entry_panel(entry, user) if Sketch.objects.filter(entry=entry).exists() else None


def review_panel(entry: Entry, user: User) -> Panel | None:
    """The picture alone for jurors: no title, no comments, no names, never the original (see sketch_files)."""
    sketch = Sketch.objects.filter(entry=entry).order_by("-created_at", "-id").first()
    page = first_picture(sketch) if sketch else None
    if page is None:
        return None
    return Panel("mentoring/_review_panel.html", {"sketch_page": page}, order=10)


def register() -> None:
    """Called once when the app is ready."""
    register_card(session_card)
    register_card(questions_card)
    register_card(hours_card)
    register_card(actions_card)
    hooks.entry_panels.append(entry_panel)
    hooks.office_panels.append(office_panel)
    hooks.review_panels.append(review_panel)
    hooks.ways_on[NextStep.MENTORS] = lambda _request: reverse("mentoring:mentors")
