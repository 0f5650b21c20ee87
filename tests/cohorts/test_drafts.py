"""The draft: begun once, everything kept, nothing overwritten, closed by the database's clock."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from activity.models import Record
from cohorts.actions import (
    StaleAnswers,
    attach_entry_file,
    decide_entry,
    remove_entry_file,
    save_answers,
    start_entry,
)
from cohorts.actions import drafts as drafts_module
from cohorts.enums import EntryState, Outcome, Reason
from cohorts.models import Answer, Entry
from cohorts.queries import answers_of, current_answers, gaps_in, track_choices
from common.errors import Closed, InvalidInput, NotFound
from common.files import files_for
from tests.factories.accounts import OrganisationFactory, OrganisationMemberFactory, UserFactory, user_with_role
from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry, score
from tests.factories.common import picture, together

pytestmark = pytest.mark.django_db


def save(entry: Entry, rev: int | None = None, **values):
    return save_answers(entry=entry, values=values, by=entry.applicant, now=timezone.now(), rev=rev)


def begin(cohort, user):
    return start_entry(cohort=cohort, applicant=user, by=user, now=timezone.now())


def test_starting_twice_goes_on_with_the_one_draft():
    cohort, user = make_cohort(), UserFactory()
    first, second = begin(cohort, user), begin(cohort, user)
    assert (first == second, Entry.objects.count(), Record.objects.filter(verb="entry_started").count()) == (True, 1, 1)


def test_starting_twice_at_once_makes_one_draft(transactional_db):
    cohort, user = make_cohort(), UserFactory()
    results = together(8, lambda _n: begin(cohort, user).pk)
    assert len(set(results)) == 1
    assert Entry.objects.count() == 1


def test_starting_fills_in_what_the_organisation_knows():
    organisation = OrganisationFactory(
        name="運輸業H社", kana="ウンユギョウエイチシャ", industry="H", phone="024-000-0000"
    )
    user = OrganisationMemberFactory(organisation=organisation).user
    answers = current_answers(begin(make_cohort(), user))
    assert answers == {
        "kind": "company",
        "org_name": "運輸業H社",
        "org_kana": "ウンユギョウエイチシャ",
        "industry": "H",
        "phone": "024-000-0000",
    }


def test_starting_on_somebodys_behalf_names_both():
    staff, applicant = user_with_role("staff"), UserFactory()
    entry = start_entry(cohort=make_cohort(), applicant=applicant, by=staff, now=timezone.now())
    record = Record.objects.get(verb="entry_started")
    assert (entry.entered_by, entry.on_behalf, record.actor, record.on_behalf_of) == (staff, True, staff, applicant)


@pytest.mark.parametrize("state", ["preparing", "reviewing", "announced"])
def test_a_term_that_is_not_open_takes_no_new_entry(state):
    with pytest.raises(Closed):
        begin(make_cohort(state=state), UserFactory())


def test_wrong_and_right_values_are_both_kept():
    entry = begin(make_cohort(), UserFactory())
    saved = save(entry, postal_code="963-860", org_kana="えーしゃ")
    stored = {key: (answer.value, answer.is_valid) for key, answer in answers_of(entry).items()}
    assert stored == {"postal_code": ("963-860", False), "org_kana": ("エーシャ", True)}
    assert list(saved.errors) == ["postal_code"]


def test_gaps_are_named_in_the_order_of_the_form():
    draft = make_draft(make_cohort(), plan="", rep_title="", org_name="")
    gaps = gaps_in(current_answers(draft), track_choices(draft.cohort))
    assert [(gap.step.slug, gap.field.key) for gap in gaps] == [
        ("company", "org_name"),
        ("company", "rep_title"),
        ("plan", "plan"),
    ]


def test_unknown_keys_are_left_out():
    entry = begin(make_cohort(), UserFactory())
    save(entry, number="KDX2-2026-9999-9", state="adopted")
    assert (Answer.objects.count(), entry.state, entry.number) == (0, EntryState.DRAFT, None)


def test_saving_the_same_again_changes_nothing():
    entry = begin(make_cohort(), UserFactory())
    first = save(entry, title="見える化").entry
    again = save(entry, rev=0, title="見える化").entry
    assert (first.rev, again.rev) == (1, 1)


def test_a_stale_write_is_refused_with_the_newer_text_and_writes_nothing():
    entry = begin(make_cohort(), UserFactory())
    rev = entry.rev
    save(entry, rev=rev, title="わたしの版")
    with pytest.raises(StaleAnswers) as stale:
        save(entry, rev=rev, title="古い画面の版", trouble="新しい行")
    assert (stale.value.newer, current_answers(entry)) == ({"title": "わたしの版"}, {"title": "わたしの版"})
    saved = save(entry, rev=stale.value.rev, title="古い画面の版").entry
    assert current_answers(saved)["title"] == "古い画面の版"


def test_a_write_to_other_fields_is_not_stale():
    entry = begin(make_cohort(), UserFactory())
    save(entry, rev=0, title="題")
    save(entry, rev=0, trouble="困りごと")
    assert current_answers(entry) == {"title": "題", "trouble": "困りごと"}


def test_twin_without_the_revision_the_newer_text_is_lost():
    entry = begin(make_cohort(), UserFactory())
    save(entry, title="わたしの版")
    save(entry, title="古い画面の版")
    assert current_answers(entry) == {"title": "古い画面の版"}


def test_after_the_deadline_nothing_is_written():
    entry = begin(make_cohort(), UserFactory())
    save(entry, title="間に合った")
    close_call(entry.cohort)
    with pytest.raises(Closed):
        save(entry, title="おそい")
    assert current_answers(entry) == {"title": "間に合った"}


def test_twin_with_the_wrong_clock_it_would_be_written(monkeypatch):
    entry = begin(make_cohort(), UserFactory())
    close_call(entry.cohort)
    monkeypatch.setattr(drafts_module, "database_now", lambda: timezone.now() - timedelta(days=1))
    save(entry, title="おそい")
    assert current_answers(entry) == {"title": "おそい"}


def test_a_scored_entry_is_closed():
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    score(entry, user_with_role("juror"))
    with pytest.raises(Closed):
        save(entry, title="あとから")


def test_a_decided_entry_is_closed_with_the_same_sentence_as_a_scored_one():
    scored = make_entry(make_cohort(), state=EntryState.REVIEWING)
    decided = make_entry(scored.cohort, state=EntryState.REVIEWING)
    score(scored, user_with_role("juror"))
    decide_entry(
        entry=decided, outcome=Outcome.ADOPTED, reason=Reason.MERIT, by=user_with_role("staff"), now=timezone.now()
    )
    sentences = []
    for entry in (scored, decided):
        with pytest.raises(Closed) as refusal:
            save(entry, title="あとから")
        sentences.append(str(refusal.value))
    assert sentences[0] == sentences[1]


def test_draft_shows_its_names_in_lists():
    draft = make_draft(make_cohort(), second_same=False, second_email="right@example.jp")
    assert (draft.title, draft.org_name, draft.track.key, draft.second_email) == (
        "空いた荷台の見える化",
        "製造業A社（金属加工）",
        "value",
        "right@example.jp",
    )


def attach(entry, upload):
    return attach_entry_file(entry=entry, upload=upload, by=entry.applicant, now=timezone.now())


def test_files_can_be_added_and_removed():
    draft = make_draft(make_cohort())
    file = attach(draft, picture())
    remove_entry_file(entry=draft, file_id=file.public_id, by=draft.applicant, now=timezone.now())
    record = Record.objects.get(verb="entry_file_removed")
    assert (list(files_for(draft.public_id, "cohorts.entry")), record.facts["sha256"]) == ([], file.sha256)


def test_six_files_are_one_too_many():
    draft = make_draft(make_cohort())
    for number in range(5):
        attach(draft, picture(f"{number}.png"))
    with pytest.raises(InvalidInput):
        attach(draft, picture("6.png"))
    assert files_for(draft.public_id, "cohorts.entry").count() == 5


@pytest.mark.parametrize("name", ["計画.zip", "絵.svg", "page.html", "計画.pdf", "計画.docx"])
def test_wrong_files_get_a_sentence_and_leave_nothing(name):
    draft = make_draft(make_cohort())
    with pytest.raises(InvalidInput) as refusal:
        attach(draft, SimpleUploadedFile(name, b"PK\x03\x04 nothing of that kind"))
    assert (name in str(refusal.value), files_for(draft.public_id, "cohorts.entry").count()) == (True, 0)


def test_a_file_that_arrives_too_late_is_gone_again(monkeypatch):
    draft = make_draft(make_cohort())

    @contextmanager
    def slow(**given):
        with real(**given) as checked:
            close_call(draft.cohort)
            yield checked

    real = drafts_module.check_upload
    monkeypatch.setattr(drafts_module, "check_upload", slow)
    with pytest.raises(Closed):
        attach(draft, picture())
    assert files_for(draft.public_id, "cohorts.entry").count() == 0


def test_files_of_another_entry_do_not_exist_here():
    mine, other = make_draft(make_cohort()), make_draft(make_cohort(key="kdx3"))
    file = attach(other, picture())
    with pytest.raises(NotFound):
        remove_entry_file(entry=mine, file_id=file.public_id, by=mine.applicant, now=timezone.now())
