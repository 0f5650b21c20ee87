"""Hours, bookings, cancellations: actions and the tables of moves."""

from datetime import timedelta

import pytest

from accounts.enums import RoleKind
from accounts.queries import has_role
from activity.models import Delivery, Record
from cohorts.enums import EntryState
from common.errors import Closed, Conflict, InvalidInput
from common.models import Claim
from mentoring.actions import add_mentor, add_slot, book_slot, cancel_session, move_session, withdraw_slot
from mentoring.enums import SESSION_MOVES, Mode, SessionState
from mentoring.models import Mentor, Session, Slot
from mentoring.queries import bookable_entries, hours_ahead, mentor_rows, next_session_for, with_sessions
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort
from tests.factories.mentoring import HOUR, LINK, NOW, TOMORROW, adopted_entry, make_mentor, make_session, make_slot

pytestmark = pytest.mark.django_db


def test_a_mentor_gets_the_role_and_is_added_once():
    user = UserFactory()
    mentor = add_mentor(user=user, title="drawer", profile="話を聞きながら絵にする人", by=None, now=NOW)
    again = add_mentor(user=user, title="expert", profile="x", by=None, now=NOW)
    assert again == mentor
    assert again.title == "drawer"
    assert has_role(user, RoleKind.MENTOR)


def test_texts_of_a_mentor_follow_the_language():
    english = {"en": {"profile": "Works in marketing", "speciality": ["Sales"]}}
    mentor = make_mentor(translations=english)
    from django.utils.translation import override

    with override("en"):
        assert (mentor.label, mentor.fields) == ("Works in marketing", ["Sales"])
    with override("ja"):
        assert (mentor.label, mentor.fields) == ("マーケティングの実務家", ["販路開拓", "ブランド"])


def test_an_offer_is_made_once_and_never_overlaps():
    mentor = make_mentor()
    slot = make_slot(mentor)
    assert make_slot(mentor) == slot
    with pytest.raises(Conflict):
        make_slot(mentor, TOMORROW + timedelta(minutes=30))
    make_slot(mentor, TOMORROW + HOUR)
    assert Slot.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_at": NOW - HOUR, "ends_at": NOW}, "day"),
        ({"starts_at": NOW + 9000 * HOUR, "ends_at": NOW + 9001 * HOUR}, "day"),
        ({"link": ""}, "link"),
        ({"mode": Mode.ON_SITE, "link": ""}, "place"),
        ({"mode": Mode.HYBRID}, "place"),
        ({"ends_at": TOMORROW}, "ends_at"),
    ],
)
def test_an_impossible_offer_is_refused_with_a_sentence(values, field):
    mentor = make_mentor()
    given = {"starts_at": TOMORROW, "ends_at": TOMORROW + HOUR, "link": LINK, **values}
    with pytest.raises(InvalidInput) as caught:
        add_slot(mentor=mentor, by=mentor.user, now=NOW, **given)
    assert list(caught.value.fields) == [field]
    assert (Slot.objects.count(), Claim.objects.count()) == (0, 0)


def test_booking_claims_both_sides_and_writes_to_both():
    entry = adopted_entry()
    session = make_session(entry=entry)
    claimed = set(Claim.objects.filter(holder=session.holder).values_list("resource", flat=True))
    assert claimed == {f"mentor:{session.mentor.public_id}", f"organisation:{entry.organisation.public_id}"}
    assert Claim.objects.filter(holder=session.holder).count() == 8
    kinds = sorted(Delivery.objects.filter(kind__startswith="mentoring/").values_list("kind", "recipient"))
    assert kinds == sorted(
        ("mentoring/session_booked", email) for email in (session.mentor.user.email, entry.applicant.email)
    )
    assert Record.objects.filter(verb="session_booked", subject_id=session.public_id).count() == 1


def test_a_mail_names_the_time_and_leads_to_the_session():
    session = make_session()
    mail = Delivery.objects.filter(kind="mentoring/session_booked").first()
    assert f"/mentors/sessions/{session.public_id}/" in mail.text
    assert "10:00" in mail.text
    assert "10:00" in mail.subject
    assert LINK not in mail.text + mail.html


def test_a_doubled_booking_is_one_session():
    entry, slot = adopted_entry(), make_slot()
    first = make_session(slot, entry)
    assert make_session(slot, entry) == first
    assert Session.objects.count() == 1


def test_a_taken_hour_is_refused_with_a_sentence():
    slot = make_slot()
    cohort = make_cohort()
    make_session(slot, adopted_entry(cohort))
    with pytest.raises(Conflict, match="たったいまほかの方が予約しました"):
        make_session(slot, adopted_entry(cohort))


def test_one_company_cannot_meet_two_mentors_at_once():
    entry = adopted_entry()
    make_session(make_slot(), entry)
    with pytest.raises(Conflict, match="ほかの面談が入っています"):
        make_session(make_slot(make_mentor()), entry)


def test_twin_without_claims_one_company_meets_two_mentors(monkeypatch):
    monkeypatch.setattr("mentoring.actions.sessions.claim", lambda *args: None)
    entry = adopted_entry()
    make_session(make_slot(), entry)
    make_session(make_slot(make_mentor()), entry)
    assert Session.objects.count() == 2


def test_an_entry_without_a_company_stands_for_itself():
    entry = adopted_entry()
    entry.organisation = None
    entry.save(update_fields=["organisation"])
    make_session(entry=entry)
    with pytest.raises(Conflict):
        make_session(make_slot(make_mentor()), entry)


@pytest.mark.parametrize("state", [EntryState.REVIEWING, EntryState.DECLINED, EntryState.WITHDRAWN])
def test_only_adopted_entries_book(state):
    with pytest.raises(Closed):
        make_session(entry=adopted_entry(state=state))
    assert (Session.objects.count(), Delivery.objects.filter(kind__startswith="mentoring/").count()) == (0, 0)


def test_an_hour_that_is_over_or_taken_back_is_not_booked():
    entry, slot = adopted_entry(), make_slot()
    with pytest.raises(Closed):
        book_slot(slot=slot, entry=entry, by=entry.applicant, now=TOMORROW)
    withdraw_slot(slot=slot, by=slot.mentor.user, now=NOW)
    with pytest.raises(Closed):
        make_session(slot, entry)


def test_taking_an_hour_back_frees_the_time_and_happens_once():
    mentor = make_mentor()
    slot = make_slot(mentor)
    first = withdraw_slot(slot=slot, by=mentor.user, now=NOW)
    assert withdraw_slot(slot=slot, by=mentor.user, now=TOMORROW).withdrawn_at == first.withdrawn_at
    make_slot(mentor, TOMORROW + timedelta(minutes=30))


def test_a_booked_hour_is_not_taken_back():
    session = make_session()
    with pytest.raises(Conflict):
        withdraw_slot(slot=session.slot, by=session.mentor.user, now=NOW)


def test_cancelling_frees_everything_and_happens_once():
    session = make_session()
    cancelled = cancel_session(session=session, by=session.booked_by, now=NOW)
    again = cancel_session(session=session, by=session.booked_by, now=NOW)
    assert (cancelled.state, again.state) == (SessionState.CANCELLED, SessionState.CANCELLED)
    assert not Claim.objects.filter(holder=session.holder).exists()
    assert Delivery.objects.filter(kind="mentoring/session_cancelled").count() == 2
    assert make_session(session.slot, session.entry) != session


def test_a_session_that_has_begun_is_not_cancelled():
    session = make_session()
    with pytest.raises(Closed):
        cancel_session(session=session, by=session.booked_by, now=TOMORROW)
    assert Claim.objects.filter(holder=session.holder).exists()


@pytest.mark.parametrize("before", SessionState.values)
@pytest.mark.parametrize("to", SessionState.values)
def test_every_move_of_a_session(before, to):
    session = make_session()
    Session.objects.filter(pk=session.pk).update(state=before)
    if to in SESSION_MOVES[before]:
        assert move_session(session=session, to=to, by=session.booked_by, now=NOW).state == to
    else:
        with pytest.raises(Conflict):
            move_session(session=session, to=to, by=session.booked_by, now=NOW)
        assert Session.objects.get(pk=session.pk).state == before


def test_the_list_shows_the_nearest_free_hour(django_assert_num_queries):
    first, second = make_mentor(position=1), make_mentor(position=2)
    make_slot(first, TOMORROW + 2 * HOUR)
    near = make_slot(first)
    with django_assert_num_queries(2):
        rows = mentor_rows(NOW)
    assert [(row.mentor, row.next_free, row.free_count) for row in rows] == [(first, near, 2), (second, None, 0)]
    for _ in range(3):
        make_slot(make_mentor(position=3))
    with django_assert_num_queries(2):
        mentor_rows(NOW)


def test_who_left_takes_no_sessions():
    mentor = make_mentor()
    make_slot(mentor)
    Mentor.objects.update(is_active=False)
    assert mentor_rows(NOW) == []
    assert not Slot.objects.free(NOW).exists()


def test_both_sides_find_their_next_session(django_assert_num_queries):
    entry = adopted_entry()
    mentor = make_mentor()
    later = make_session(make_slot(mentor, TOMORROW + 2 * HOUR), entry)
    sooner = make_session(make_slot(mentor), entry)
    assert next_session_for(entry.applicant, NOW) == sooner
    assert next_session_for(mentor.user, NOW) == sooner
    assert next_session_for(mentor.user, TOMORROW + HOUR + timedelta(minutes=20)) == later
    assert next_session_for(UserFactory(), NOW) is None
    with django_assert_num_queries(2):
        assert [session for _slot, session in with_sessions(list(hours_ahead(mentor, NOW)))] == [sooner, later]


def test_bookable_entries_are_ones_own_and_adopted():
    entry = adopted_entry()
    assert bookable_entries(entry.applicant) == [entry]
    assert bookable_entries(UserFactory()) == []
