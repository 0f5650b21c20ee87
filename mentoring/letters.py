"""Mails about sessions: both sides are told, each in their own language."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from activity.actions import notify
from mentoring.enums import Side
from mentoring.models import ActionItem, Session, SessionNote


def send_session_letter(*, session: Session, event: str, now: datetime) -> None:
    """Tell each person who meets, in the inbox and by mail as they like it, once per session and event.

    The texts are templates/mentoring/mail/<event>/; the link to the meeting stands on the session's page only.
    """
    context = {"session": session, "slot": session.slot, "entry": session.entry, "mentor": session.mentor, "now": now}
    about = session.public_id
    url = reverse("mentoring:session", args=[about])
    for person in people_of(session):
        notify(to=person, kind=f"mentoring/{event}", event=str(about), context=context, about=about, url=url)


def send_note_letter(*, session: Session, note: SessionNote, now: datetime) -> None:
    """Tell the other side that a wording waits for it; once both have confirmed, tell both sides."""
    event = "note_agreed" if note.is_agreed else "note_waiting"
    context = {"session": session, "slot": session.slot, "note": note, "entry": session.entry, "now": now}
    key, url = f"{session.public_id}/{note.rev}", reverse("mentoring:session", args=[session.public_id])
    for person in people_of(session):
        is_mentor = person.pk == session.mentor.user_id
        if note.is_agreed or is_mentor == (note.missing_side == Side.MENTOR):
            notify(to=person, kind=f"mentoring/{event}", event=key, context=context, about=session.public_id, url=url)


def send_action_letter(*, item: ActionItem, now: datetime) -> None:
    """Tell whoever is to do it, and the company, once an action; not the one who wrote it."""
    entry, about, url = item.entry, item.public_id, action_page(item)
    context = {"item": item, "entry": entry, "now": now, "page": url}
    people = [item.owner, entry.applicant, entry.second_person]
    for person in dict.fromkeys(each for each in people if each is not None and each.pk != item.created_by_id):
        notify(to=person, kind="mentoring/action_added", event=str(about), context=context, about=about, url=url)


def action_page(item: ActionItem) -> str:
    """Where an action stands: its session, or the pin it came from."""
    if item.session is not None:
        return reverse("mentoring:session", args=[item.session.public_id]) + "#actions"
    if item.pin is None:
        raise ValueError("an action comes from a session or a pin")
    return reverse("mentoring:sketch", args=[item.pin.sketch.public_id]) + f"#t-{item.pin.public_id}"


def people_of(session: Session) -> list[User]:
    """Who meets, and who booked it."""
    entry = session.entry
    people = [session.mentor.user, entry.applicant, entry.second_person, session.booked_by]
    return list(dict.fromkeys(person for person in people if person is not None))
