"""What people type and what nobody sees: kept, counted and named, never cut or dropped in silence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cohorts.answers import check_answer
from cohorts.enums import EntryState
from cohorts.models import Answer, Entry, Review
from cohorts.queries import current_answers
from cohorts.questions import FIELDS
from common.text import as_name, is_katakana, is_visible
from tests.cohorts.test_views_office import answers, as_role, text_of, url
from tests.factories.cohorts import make_cohort, make_draft, make_entry

TURN = "\u202e"
MISSING = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("text", ["\u200b", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", " \u200d ", ""])
def test_invisible_answers_are_empty(text):
    assert not is_visible(text)
    assert check_answer(FIELDS["org_name"], text).error == "入力してください。"


@pytest.mark.parametrize("text", ["・", "ー", " ・ "])
def test_signs_are_no_reading(text):
    assert not is_katakana(text)


def test_turns_of_direction_and_line_breaks_leave_one_line():
    assert as_name(f"山{TURN}葵\u2066") == "山葵"
    assert check_answer(FIELDS["title"], f"一行{TURN}目\r\n二行目").value == "一行目 二行目"
    assert check_answer(FIELDS["plan"], "一行目\r\n二行目").value == "一行目\n二行目"


def test_a_whole_book_is_counted_in_full_and_overwrites_nothing():
    checked = check_answer(FIELDS["trouble"], "長" * 100_000)
    assert (checked.keep, "いま100000字" in checked.error) == (False, True)


@pytest.mark.django_db
def test_a_jurors_long_comment_is_refused_and_kept_on_the_page(client):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    as_role(client, "juror")
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    response = client.post(url("review_entry", entry.public_id), answers(entry, comment="長" * 900))
    assert (response.status_code, "長" * 900 in text_of(response)) == (422, True)
    assert "いま900字" in text_of(response)
    assert (Review.objects.get().state, Review.objects.get().comment) == ("open", "長" * 900)


@pytest.mark.django_db
def test_a_page_without_rev_overwrites_nothing_and_names_its_file(client):
    draft = make_draft(make_cohort())
    client.force_login(draft.applicant)
    upload = SimpleUploadedFile("見積書.pdf", b"%PDF-1.4")
    data = {"title": "別の題", "button": "later", "files": upload}
    response = client.post(url("entry_step", draft.public_id, "plan"), data)
    assert (response.status_code, current_answers(draft)["title"]) == (409, "空いた荷台の見える化")
    assert "別の題" in text_of(response)
    assert "次の添付は加わっていません：見積書.pdf。" in text_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "status"), [(MISSING, 302), ("nonsense", 400)])
def test_removing_what_is_gone_is_done(client, file, status):
    draft = make_draft(make_cohort())
    client.force_login(draft.applicant)
    page = client.get(url("entry_step", draft.public_id, "consent"))
    data = {"rev": page.context["rev"], "button": "later", "remove": file, "consent_privacy": "on"}
    assert client.post(url("entry_step", draft.public_id, "consent"), data).status_code == status


@pytest.mark.django_db
def test_private_pages_are_kept_by_nobody(client):
    draft = make_draft(make_cohort())
    client.force_login(draft.applicant)
    assert client.get(url("entry_status", draft.public_id))["Cache-Control"] == "private, no-store"


def test_text_for_an_entry_that_has_closed_comes_back(client):
    entry = make_entry(make_cohort())
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.ADOPTED)
    client.force_login(entry.applicant)
    answer = client.post(url("entry_step", entry.public_id, "plan"), {"rev": "0", "plan": "ずっと考えていたこと"})
    assert (answer.status_code, bool(answer.context["closed"])) == (409, True)
    assert "ずっと考えていたこと" in answer.content.decode()
    assert not Answer.objects.filter(entry=entry, value="ずっと考えていたこと").exists()
    assert client.get(url("entry_step", entry.public_id, "plan")).status_code == 403
