"""A session as its people find it in their own calendar: one file, opened again after a change it moves the entry."""

from django.urls import reverse
from django.utils.translation import gettext as _

from activity.unsubscribe import origin
from common.icalendar import CalendarEntry
from mentoring.enums import SessionState
from mentoring.models import Session


def calendar_entry(session: Session) -> CalendarEntry:
    """Who meets, when, and where or by which link; for those only who may see the session.

    The UID is the same for ever and for both sides. What was cancelled names no place and no link to go to.
    """
    is_cancelled = session.state == SessionState.CANCELLED
    page = f"{origin()}{reverse('mentoring:session', args=[session.public_id])}"
    places = [] if is_cancelled else [session.place, session.link]
    return CalendarEntry(
        uid=f"session-{session.public_id}@hiroba",
        sequence=session.sequence,
        stamped_at=session.state_changed_at or session.created_at,
        starts_at=session.slot.starts_at,
        ends_at=session.slot.ends_at,
        title=_("Session: %(who)s") % {"who": f"{session.entry.org_name} / {session.mentor.get_title_display()}"},
        text="\n".join([str(session.get_mode_display()), *filter(None, places), page]),
        place=next(filter(None, places), ""),
        url=page,
        is_cancelled=is_cancelled,
    )
