"""Mails about sessions: both sides are told, each in their own language."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from activity.actions import notify
from mentoring.models import Session


def send_session_letter(*, session: Session, event: str, now: datetime) -> None:
    """Tell each person who meets, in the inbox and by mail as they like it, once per session and event.

    The texts are templates/mentoring/mail/<event>/; the link to the meeting stands on the session's page only.
    """
    context = {"session": session, "slot": session.slot, "entry": session.entry, "mentor": session.mentor, "now": now}
    about = session.public_id
    url = reverse("mentoring:session", args=[about])
    for person in people_of(session):
        notify(to=person, kind=f"mentoring/{event}", event=str(about), context=context, about=about, url=url)


def people_of(session: Session) -> list[User]:
    """Who meets, and who booked it."""
    entry = session.entry
    people = [session.mentor.user, entry.applicant, entry.second_person, session.booked_by]
    return list(dict.fromkeys(person for person in people if person is not None))
