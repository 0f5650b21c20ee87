"""The iCalendar file of a session: one UID, a version per change, nothing for people outside."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.mail_rendering import render_mail
from activity.unsubscribe import origin
from mentoring.actions import book_slot, cancel_session, move_session
from mentoring.calendars import calendar_entry
from mentoring.enums import SessionState
from mentoring.models import Session
from mentoring.queries import find_session
from tests.factories.mentoring import LINK, NOW, make_session, make_slot

pytestmark = pytest.mark.django_db


def lines_of(response) -> dict[str, str]:
    body = response.content.decode()
    assert all(len(line.encode()) <= 75 for line in body.split("\r\n"))
    return dict(line.partition(":")[::2] for line in body.replace("\r\n ", "").split("\r\n") if ":" in line)


def url_of(session: Session) -> str:
    return reverse("mentoring:session_calendar", args=[session.public_id])


def booked(people) -> Session:
    starts = (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    return book_slot(slot=make_slot(people.mentor_page, starts), entry=people.entry, by=people["owner"], now=NOW)


def test_both_sides_get_the_same_file_with_times_in_utc(people):
    session = make_session(make_slot(people.mentor_page), people.entry)
    files = [people.browser(persona).get(url_of(session)) for persona in ("owner", "right", "mentor")]
    assert {file["Content-Type"] for file in files} == {"text/calendar; charset=utf-8"}
    assert len({file.content for file in files}) == 1
    found = lines_of(files[0])
    assert found["UID"] == f"session-{session.public_id}@hiroba"
    # Ten to eleven in Japan.
    assert (found["DTSTART"], found["DTEND"]) == ("20261122T010000Z", "20261122T020000Z")
    assert (found["SEQUENCE"], found["STATUS"], found["LOCATION"]) == ("0", "CONFIRMED", LINK)
    assert people.entry.org_name in found["SUMMARY"]


def test_a_cancellation_is_the_next_version_of_the_same_entry_and_says_no_link(people):
    session = booked(people)
    browser = people.browser("mentor")
    before = lines_of(browser.get(url_of(session)))
    cancel_session(session=session, by=people["owner"], now=timezone.now())
    cancel_session(session=session, by=people["owner"], now=timezone.now())
    response = browser.get(url_of(session))
    after = lines_of(response)
    assert after["UID"] == before["UID"]
    assert (after["SEQUENCE"], after["STATUS"]) == ("1", "CANCELLED")
    assert LINK not in response.content.decode().replace("\r\n ", "")


def test_what_was_held_is_no_news_for_a_calendar(people):
    session = make_session(make_slot(people.mentor_page), people.entry)
    move_session(session=session, to=SessionState.HELD, by=people["mentor"], now=NOW)
    entry = calendar_entry(find_session(session.public_id))
    assert (entry.sequence, entry.is_cancelled) == (0, False)


@pytest.mark.parametrize("persona", ["visitor", "declined", "juror", "organiser"])
def test_whoever_does_not_meet_gets_no_file(people, persona):
    session = booked(people)
    assert people.browser(persona).get(url_of(session)).status_code == 404


def test_twin_without_the_door_of_the_session_a_stranger_reads_the_link(people, monkeypatch):
    from mentoring.views import sessions

    session = booked(people)
    monkeypatch.setattr(sessions, "own_session", lambda user, public_id: (user, find_session(public_id)))
    assert LINK in people.browser("visitor").get(url_of(session)).content.decode()


def test_the_page_leads_to_the_file_before_and_after(people):
    session = booked(people)
    page = reverse("mentoring:session", args=[session.public_id])
    shown = people.browser("right").get(page).content.decode()
    assert url_of(session) in shown
    assert "カレンダーに入れる" in shown
    cancel_session(session=session, by=people["owner"], now=timezone.now())
    assert "カレンダーから消す" in people.browser("right").get(page).content.decode()


@pytest.mark.parametrize("event", ["session_booked", "session_cancelled"])
def test_the_mails_lead_to_the_file(people, event):
    session = booked(people)
    context = {"session": session, "slot": session.slot, "entry": session.entry, "mentor": session.mentor}
    mail = render_mail(f"mentoring/{event}", {**context, "recipient_name": "推進役"}, "ja")
    assert f"{origin()}{url_of(session)}" in mail.text
    assert f"{origin()}{url_of(session)}" in mail.html
