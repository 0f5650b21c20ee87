"""The record of a session: written, confirmed by both sides, held; the goals of an entry."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.models import Delivery, Record
from common.errors import Closed, InvalidInput, StaleWrite
from mentoring.actions import cancel_session, confirm_note, set_goals, write_note
from mentoring.enums import SessionState
from mentoring.models import Goals, Session, SessionNote, Slot
from tests.factories.mentoring import HOUR, NOW, TOMORROW, make_session
from tests.mentoring.test_session_pages import booked, soon, text

pytestmark = pytest.mark.django_db
WORDS = {"decided": "一期生に聞く\n見積は推進役がまとめる", "next_step": "配車表を送る", "next_time": "12月8日（火）"}


def written(session: Session, rev: int = 0, by=None, **values) -> SessionNote:
    return write_note(session=session, rev=rev, by=by or session.booked_by, now=TOMORROW, **{**WORDS, **values})


def confirmed(note: SessionNote, side: str, rev: int = 1) -> SessionNote:
    session = note.session
    by = session.mentor.user if side == "mentor" else session.booked_by
    return confirm_note(note=note, side=side, rev=rev, by=by, now=TOMORROW + HOUR)


def kinds() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(kind__startswith="mentoring/note").order_by("id")
    return list(rows.values_list("kind", "recipient"))


def test_a_record_is_written_once_however_often_it_is_sent():
    session = make_session()
    first = written(session)
    assert (written(session).pk, first.rev, first.decided.count("\n")) == (first.pk, 1, 1)
    assert SessionNote.objects.count() == 1
    assert session.state == SessionState.BOOKED


def test_both_sides_confirm_and_the_session_is_held():
    session = make_session()
    note = written(session)
    one = confirmed(note, "team")
    assert (one.missing_side, Session.objects.get().state) == ("mentor", SessionState.BOOKED)
    assert kinds() == [("mentoring/note_waiting", session.mentor.user.email)]
    both = confirmed(note, "mentor")
    assert (both.is_agreed, Session.objects.get().state) == (True, SessionState.HELD)
    assert {recipient for kind, recipient in kinds() if kind == "mentoring/note_agreed"} == {
        session.mentor.user.email,
        session.booked_by.email,
    }
    assert (both.team_confirmed_by, both.mentor_confirmed_by) == (session.booked_by, session.mentor.user)
    confirmed(note, "mentor")
    assert Record.objects.filter(verb="note_confirmed").count() == 2


def test_an_edit_after_a_confirmation_asks_again():
    session = make_session()
    note = written(session)
    confirmed(note, "team")
    changed = written(session, rev=1, decided="ちがう約束", by=session.mentor.user)
    assert (changed.rev, changed.team_confirmed_at, changed.team_confirmed_by) == (2, None, None)
    with pytest.raises(StaleWrite):
        confirmed(changed, "team", rev=1)
    confirmed(changed, "mentor", rev=2)
    confirmed(changed, "team", rev=2)
    assert Session.objects.get().state == SessionState.HELD


def test_a_record_corrected_later_leaves_the_session_held():
    session = make_session()
    note = written(session)
    for side in ("team", "mentor"):
        confirmed(note, side)
    again = written(session, rev=1, next_step="")
    assert (again.is_agreed, Session.objects.get().state) == (False, SessionState.HELD)
    for side in ("team", "mentor"):
        confirmed(again, side, rev=2)
    assert SessionNote.objects.get().is_agreed


def test_a_change_begun_on_older_words_is_refused():
    session = make_session()
    written(session)
    with pytest.raises(StaleWrite):
        written(session, rev=0, decided="べつのこと")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"decided": "1\n2\n3\n4"}, "decided"),
        ({"decided": "あ" * 301}, "decided"),
        ({"next_step": "あ" * 121}, "next_step"),
        ({"next_time": "\x00"}, "next_time"),
    ],
)
def test_what_is_too_long_is_refused_under_its_field(values, field):
    with pytest.raises(InvalidInput) as caught:
        written(make_session(), **values)
    assert list(caught.value.fields) == [field]
    assert not SessionNote.objects.exists()


def test_nobody_confirms_an_empty_record():
    session = make_session()
    note = written(session, decided="", next_step="x")
    with pytest.raises(InvalidInput):
        confirmed(note, "team")


def test_the_record_opens_with_the_session_and_not_for_a_cancelled_one():
    session = make_session()
    with pytest.raises(Closed):
        write_note(session=session, rev=0, by=session.booked_by, now=NOW, **WORDS)
    cancel_session(session=session, by=session.booked_by, now=NOW)
    with pytest.raises(Closed):
        written(session)


def test_goals_are_three_short_lines():
    session = make_session()
    entry, by = session.entry, session.booked_by
    goals = set_goals(entry=entry, first=" 空きを地図に出す ", second="", third="x", rev=0, by=by, now=NOW)
    assert (goals.lines, goals.rev) == (["空きを地図に出す", "x"], 1)
    assert set_goals(entry=entry, first="空きを地図に出す", second="", third="x", rev=0, by=by, now=NOW).rev == 1
    with pytest.raises(StaleWrite):
        set_goals(entry=entry, first="y", second="", third="", rev=0, by=by, now=NOW)
    with pytest.raises(InvalidInput):
        set_goals(entry=entry, first="あ" * 61, second="", third="", rev=1, by=by, now=NOW)
    assert Goals.objects.count() == 1


def begun(people) -> Session:
    """A session that began five minutes ago by the real clock."""
    session = booked(people, soon(people.mentor_page, 3))
    start = timezone.now() - timedelta(minutes=5)
    Slot.objects.filter(pk=session.slot_id).update(starts_at=start, ends_at=start + HOUR)
    return session


def address(name: str, session: Session) -> str:
    return reverse(f"mentoring:{name}", args=[session.public_id])


def test_the_record_goes_from_one_side_to_the_other(people):
    session = begun(people)
    mentor, owner = people.browser("mentor"), people.browser("right")
    assert mentor.post(address("note", session), {**WORDS, "rev": 0, "button": "save"}).status_code == 303
    assert "まだ確認していません" in text(mentor.get(address("session", session)))
    assert mentor.post(address("note", session), {**WORDS, "rev": 1, "button": "confirm"}).status_code == 303
    page = text(owner.get(address("session", session)))
    assert ("スペシャルサポーターが" in page, "一期生に聞く" in page) == (True, True)
    assert owner.post(address("note_confirm", session), {"rev": 1}).status_code == 303
    assert Session.objects.get(pk=session.pk).state == SessionState.HELD


def test_words_are_not_lost_when_somebody_was_faster(people):
    session = begun(people)
    people.browser("mentor").post(address("note", session), {**WORDS, "rev": 0})
    late = people.browser("owner").post(address("note", session), {"decided": "わたしの言葉", "rev": 0})
    assert late.status_code == 409
    page = text(late)
    assert ("わたしの言葉" in page, 'name="rev" value="1"' in page) == (True, True)
    stale = people.browser("owner").post(address("note_confirm", session), {"rev": 0})
    assert (stale.status_code, "記録が直されました" in text(stale)) == (409, True)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"rev": "x"}, 422), ({"rev": 0, "decided": "1\n2\n3\n4"}, 422), ({"rev": 0}, 422), ({"rev": "\x00"}, 400)],
)
def test_a_wrong_record_comes_back_with_a_sentence(people, fields, status):
    session = begun(people)
    assert people.browser("owner").post(address("note", session), fields).status_code == status


def test_the_office_reads_and_does_not_write(people):
    session = begun(people)
    browser = people.browser("staff")
    assert browser.post(address("note", session), {**WORDS, "rev": 0}).status_code == 403
    assert browser.post(address("goals", session), {"rev": 0}).status_code == 403
    assert 'name="decided"' not in text(browser.get(address("session", session)))


def test_goals_stand_on_the_page(people):
    session = booked(people)
    browser = people.browser("owner")
    assert browser.post(address("goals", session), {"first": "買い物の便を週1回", "rev": 0}).status_code == 303
    assert "買い物の便を週1回" in text(browser.get(address("session", session)))
    assert browser.post(address("goals", session), {"first": "x", "rev": 0}).status_code == 409
    assert browser.post(address("goals", session), {"first": "あ" * 61, "rev": 1}).status_code == 422


def test_before_it_begins_the_page_says_when_one_can_write(people):
    session = booked(people)
    assert "面談が始まると書けます" in text(people.browser("mentor").get(address("session", session)))
    late = people.browser("mentor").post(address("note", session), {**WORDS, "rev": 0})
    assert (late.status_code, "面談が始まると書けます" in text(late)) == (409, True)
