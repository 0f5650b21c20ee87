"""Sending back single fields: what may change then, until when, and what the office learns."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.models import Delivery, Record
from cohorts.actions import check_entry, return_entry, save_answers, submit_entry
from cohorts.actions import submission as submission_module
from cohorts.cards import entry_cards
from cohorts.enums import EntryState
from cohorts.models import EntryReturn, EntryRevision
from cohorts.queries import changes_in, current_answers, entry_course, open_return, sentences_of
from common.errors import Closed, Conflict, InvalidInput
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import close_call, make_cohort, make_entry

pytestmark = pytest.mark.django_db
SAID = {"phone": "番号が1桁足りません。", "plan": "1年後の姿も書いてください。"}


def send_back(entry, days=7, **sentences):
    due_at = timezone.now() + timedelta(days=days)
    staff = user_with_role("staff")
    return return_entry(entry=entry, sentences=sentences or SAID, due_at=due_at, by=staff, now=timezone.now())


def save(entry, **values):
    return save_answers(entry=entry, values=values, by=entry.applicant, now=timezone.now())


def submit(entry):
    return submit_entry(entry=entry, by=entry.applicant, now=timezone.now())


@pytest.fixture
def late():
    """An entry that is sent back after the deadline."""
    entry = make_entry(make_cohort())
    close_call(entry.cohort)
    return send_back(entry)


def test_fields_are_sent_back_in_the_order_of_the_form_and_the_entrant_is_told(late):
    waiting = open_return(late)
    assert (late.state, list(sentences_of(waiting))) == (EntryState.RETURNED, ["phone", "plan"])
    assert sentences_of(waiting) == SAID
    mail = Delivery.objects.get(kind="cohorts/returned")
    assert (f"/entries/{late.public_id}/correct/" in mail.text, late.number in mail.subject) == (True, True)
    record = Record.objects.get(verb="entry_returned")
    assert (record.facts["fields"], SAID["phone"] in str(record.facts)) == (["phone", "plan"], False)


@pytest.mark.parametrize(
    "sentences",
    [{}, {"phone": "  "}, {"no_such_field": "?"}, {"phone": "あ" * 201}],
    ids=["none", "blank", "no", "long"],
)
def test_sending_back_needs_a_place_with_a_sentence(sentences):
    entry = make_entry(make_cohort())
    with pytest.raises(InvalidInput):
        return_entry(
            entry=entry,
            sentences=sentences,
            due_at=timezone.now() + timedelta(days=1),
            by=user_with_role("staff"),
            now=timezone.now(),
        )
    assert (EntryReturn.objects.count(), Delivery.objects.filter(kind="cohorts/returned").count()) == (0, 0)


def test_a_day_that_has_passed_is_refused():
    entry = make_entry(make_cohort())
    close_call(entry.cohort)
    with pytest.raises(InvalidInput) as refusal:
        send_back(entry, days=-1)
    assert set(refusal.value.fields) == {"due_on"}


def test_nobody_gets_less_time_than_the_call_gives():
    entry = make_entry(make_cohort(closes_in=timedelta(days=30)))
    assert open_return(send_back(entry, days=2)).due_at == entry.cohort.closes_at


@pytest.mark.parametrize("state", [EntryState.REVIEWING])
def test_after_the_check_nothing_is_sent_back(state):
    with pytest.raises(Conflict):
        send_back(make_entry(make_cohort(), state=state))


def test_after_the_deadline_the_named_fields_and_no_others_can_change(late):
    save(late, phone="024-111-2222")
    assert current_answers(late)["phone"] == "024-111-2222"
    for values in ({"title": "別の題"}, {"phone": "024-111-3333", "title": "別の題"}):
        with pytest.raises(Closed):
            save(late, **values)
    assert (current_answers(late)["title"], current_answers(late)["phone"]) == ("空いた荷台の見える化", "024-111-2222")


def test_twin_without_asking_which_fields_others_would_change(late, monkeypatch):
    """Shows that the list of named fields is what refuses the others."""
    monkeypatch.setattr("cohorts.actions.drafts.may_correct", lambda *_args: True)
    save(late, title="別の題")
    assert current_answers(late)["title"] == "別の題"


def test_handing_in_again_keeps_the_number_and_everything_else(late):
    save(late, phone="024-111-2222")
    again = submit(late)
    newest = EntryRevision.objects.filter(entry=late).latest("number")
    before = EntryRevision.objects.filter(entry=late).earliest("number")
    assert (again.state, again.number, newest.number) == (EntryState.RECEIVED, late.number, 2)
    assert {**before.answers, "phone": "024-111-2222"} == newest.answers
    assert (open_return(again), EntryReturn.objects.get().closed_at is not None) == (None, True)


def _with_something_typed_but_never_submitted():
    entry = make_entry(make_cohort())
    save(entry, title="出さなかった題")
    close_call(entry.cohort)
    entry = send_back(entry)
    save(entry, phone="024-111-2222")
    return submit(entry)


def test_what_was_typed_before_the_deadline_and_never_submitted_does_not_come_along():
    entry = _with_something_typed_but_never_submitted()
    newest = EntryRevision.objects.filter(entry=entry).latest("number")
    assert (newest.answers["title"], entry.title, newest.answers["phone"]) == (
        "空いた荷台の見える化",
        "空いた荷台の見える化",
        "024-111-2222",
    )


def test_twin_without_keeping_to_the_named_fields_it_would(monkeypatch):
    """Shows that the content of a correction is limited, not only the form."""
    content = submission_module._content
    monkeypatch.setattr(submission_module, "_content", lambda entry, last, _named: content(entry, last, frozenset()))
    entry = _with_something_typed_but_never_submitted()
    assert EntryRevision.objects.filter(entry=entry).latest("number").answers["title"] == "出さなかった題"


def test_a_correction_that_changes_nothing_is_not_taken_for_one(late):
    with pytest.raises(Conflict):
        submit(late)
    assert open_return(late) is not None


def test_handing_in_twice_is_once(late):
    save(late, phone="024-111-2222")
    assert submit(late).number == submit(late).number
    assert EntryRevision.objects.filter(entry=late).count() == 2


def _over(late):
    EntryReturn.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    late.refresh_from_db()
    return late


def test_after_its_day_nothing_can_be_corrected(late):
    save(late, phone="024-111-2222")
    _over(late)
    with pytest.raises(Closed):
        save(late, phone="024-111-3333")
    with pytest.raises(Closed):
        submit(late)
    assert EntryRevision.objects.filter(entry=late).count() == 1


def test_twin_judged_by_a_slow_clock_it_would_be_taken(late, monkeypatch):
    """Shows that the database's clock judges the day, not the time of the process."""
    early = timezone.now() - timedelta(days=1)
    _over(late)
    for module in ("drafts", "submission"):
        monkeypatch.setattr(f"cohorts.actions.{module}.database_now", lambda: early)
    save(late, phone="024-111-3333")
    assert submit(late).state == EntryState.RECEIVED


def test_while_the_call_is_open_everything_can_change():
    entry = send_back(make_entry(make_cohort()))
    save(entry, title="別の題", phone="024-111-2222")
    entry = submit(entry)
    assert (entry.title, open_return(entry)) == ("別の題", None)


def test_sending_back_again_replaces_places_and_day(late):
    again = send_back(late, title="題を短く。")
    assert (again.state, sentences_of(open_return(again))) == (EntryState.RETURNED, {"title": "題を短く。"})
    assert EntryReturn.objects.filter(entry=late, closed_at=None).count() == 1
    assert Delivery.objects.filter(kind="cohorts/returned").count() == 2


def test_there_is_never_more_than_one_open(late):
    waiting = open_return(late)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryReturn.objects.create(
            entry=late,
            revision=waiting.revision,
            due_at=waiting.due_at,
            returned_at=timezone.now(),
            returned_by=late.applicant,
        )


def test_without_a_correction_the_office_can_take_it_as_it_is(late):
    taken = check_entry(entry=late, by=user_with_role("staff"), now=timezone.now())
    assert (taken.state, EntryReturn.objects.filter(closed_at=None).count()) == (EntryState.REVIEWING, 0)


def test_the_office_sees_old_and_new_of_each_field(late):
    save(late, phone="024-111-2222")
    changes = changes_in(submit(late))
    found = {item.key: (item.before, item.after, item.sentence, item.is_changed) for item in changes.items}
    assert found["phone"] == ("024-000-0000", "024-111-2222", SAID["phone"], True)
    assert (found["plan"][2:], set(found)) == ((SAID["plan"], False), {"phone", "plan"})


def test_a_first_version_has_no_changes():
    assert changes_in(make_entry(make_cohort())) is None


def test_the_way_shows_the_day_until_which_it_is_corrected(late):
    (here,) = [step for step in entry_course(late, timezone.now()) if step.state == "now"]
    assert (here.date, here.title) == (open_return(late).due_at, "直すところ")
    (card,) = entry_cards(late.applicant, timezone.now())
    assert (card.url.endswith(f"/entries/{late.public_id}/correct/"), "2か所" in card.sentence) == (True, True)
