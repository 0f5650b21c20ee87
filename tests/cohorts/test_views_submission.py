"""The entrant's pages from the files to the receipt."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from activity.models import Delivery
from cohorts import hooks
from cohorts.actions import announce_cohort, join_entry, withdraw_entry
from cohorts.enums import EntryState, Outcome
from cohorts.models import Answer, Entry
from cohorts.queries import current_answers
from tests.cohorts.test_views_autosave import autosave
from tests.cohorts.test_views_entry import STEPS, bare, begin, text_of, typed, url
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import close_call, decide, make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def user():
    return UserFactory(email="owner@example.jp")


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def test_a_wrong_file_is_named_and_the_text_is_kept(me, cohort, user):
    entry = begin(cohort, user)
    upload = SimpleUploadedFile("計画.zip", b"PK\x03\x04")
    response = me.post(
        url("entry_step", entry.public_id, "plan"), {"rev": "0", "title": "題", "button": "next", "files": upload}
    )
    assert response.status_code == 422
    assert "「計画.zip」は添付できない形式です。" in text_of(response)
    assert current_answers(entry)["title"] == "題"


@pytest.mark.parametrize("step", ["nothing", "company2"])
def test_unknown_steps_are_404(me, cohort, user, step):
    assert me.get(url("entry_step", begin(cohort, user).public_id, step)).status_code == 404


def test_null_bytes_are_a_sentence(me, cohort, user):
    entry = begin(cohort, user)
    response = me.post(url("entry_step", entry.public_id, "plan"), {"rev": "0", "title": "a\x00b"})
    assert (response.status_code, Answer.objects.filter(key="title").count()) == (400, 0)


@pytest.mark.parametrize("rev", ["", "x", "-1", "９", "1" * 40])
def test_a_nonsense_revision_is_no_500(me, cohort, user, rev):
    entry = begin(cohort, user)
    response = me.post(url("entry_step", entry.public_id, "plan"), {"rev": rev, "title": "題", "button": "later"})
    assert response.status_code == 302


def test_without_csrf_nothing_is_written(cohort, user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    entry = begin(cohort, user)
    assert strict.post(url("entry_step", entry.public_id, "plan"), {"title": "題"}).status_code == 403
    assert not Answer.objects.filter(key="title").exists()


def test_step_costs_the_same_with_few_and_many_answers(me, cohort, user, django_assert_max_num_queries):
    entry = begin(cohort, user)
    me.get(url("entry_step", entry.public_id, "plan"))  # what the frame of every page keeps is read once
    with django_assert_max_num_queries(24) as few:
        me.get(url("entry_step", entry.public_id, "plan"))
    count = len(few)  # further requests empty the log
    for step in STEPS:
        me.post(url("entry_step", entry.public_id, step), typed(step, button="later"))
    me.get(url("entry_status", entry.public_id))  # shows the notice of the last save
    with django_assert_max_num_queries(count):
        me.get(url("entry_step", entry.public_id, "plan"))


# ---- handing in


def test_a_doubled_submit_leads_to_the_same_receipt(me, cohort, user):
    draft = make_draft(cohort, user)
    urls = {me.post(url("entry_submit", draft.public_id)).url for _ in range(2)}
    draft.refresh_from_db()
    assert (urls, draft.revisions.count(), cohort.entries.count()) == ({url("entry_receipt", draft.public_id)}, 1, 1)


def test_an_incomplete_entry_names_every_gap_with_a_link(me, cohort, user):
    draft = make_draft(cohort, user, title="", phone="1")
    assert "あと2か所です" in text_of(me.get(url("entry_review", draft.public_id)))
    response = me.post(url("entry_submit", draft.public_id))
    page = text_of(response)
    assert response.status_code == 422
    assert f"{url('entry_step', draft.public_id, 'plan')}#id_title" in page
    assert f"{url('entry_step', draft.public_id, 'company')}#id_phone" in page


def test_submitting_after_the_deadline_says_why(me, cohort, user):
    draft = make_draft(cohort, user)
    close_call(cohort)
    response = me.post(url("entry_submit", draft.public_id))
    assert (response.status_code, "書いたものは残っています。" in text_of(response)) == (409, True)


def test_the_receipt_is_there_when_mail_is_down(me, cohort, user, settings):
    settings.EMAIL_BACKEND = "tests.cohorts.no_such_backend"
    draft = make_draft(cohort, user)
    response = me.post(url("entry_submit", draft.public_id), follow=True)
    draft.refresh_from_db()
    assert (response.status_code, draft.number in text_of(response)) == (200, True)


def test_the_receipt_of_a_draft_leads_back_to_it(me, cohort, user):
    draft = make_draft(cohort, user)
    for page in ("entry_receipt", "entry_content"):
        assert me.get(url(page, draft.public_id)).url == url("entry_step", draft.public_id, "review")


def test_after_changes_the_receipt_names_the_version(me, cohort, user):
    entry = make_entry(cohort, user)
    me.post(url("entry_step", entry.public_id, "plan"), typed("plan", title="直した題", rev=entry.rev, button="next"))
    page = text_of(me.post(url("entry_submit", entry.public_id), follow=True))
    assert "第2版です。受付番号は変わりません。" in page


# ---- status


PAGES = ("entry_status", "entry_receipt", "entry_content", "entry_withdraw", "entry_review")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_an_entry_are_the_teams(client, cohort, page, language):
    entry = make_entry(cohort, UserFactory(), second_same=False, second_email="right@example.jp")
    right, stranger = UserFactory(email="right@example.jp"), UserFactory()
    join_entry(entry=entry, by=right, now=timezone.now())
    address = language + url(page, entry.public_id)
    assert client.get(address).status_code == 302  # asked to log in
    for person in (entry.applicant, right):
        client.force_login(person)
        assert client.get(address).status_code == 200
    client.force_login(stranger)
    missing = client.get(language + url(page, uuid4()))
    assert (client.get(address).status_code, bare(client.get(address))) == (404, bare(missing))


@pytest.mark.parametrize("state", [state for state in EntryState.values if state != EntryState.DRAFT])
def test_every_state_has_a_status_page(me, cohort, user, state):
    entry = make_entry(cohort, user)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    assert me.get(url("entry_status", entry.public_id)).status_code == 200


def test_a_decision_does_not_show_before_the_announcement(me, cohort, user):
    entry = make_entry(cohort, user, state=EntryState.REVIEWING)
    before = text_of(me.get(url("entry_status", entry.public_id)))
    decide(entry, user_with_role("staff"), Outcome.DECLINED, note="ひみつの一言")
    after = text_of(me.get(url("entry_status", entry.public_id)))
    assert ("ひみつ" in after, "いま、審査中です" in before and "いま、審査中です" in after) == (False, True)
    assert me.get(url("entry_next", entry.public_id)).status_code == 404


def test_the_declined_find_what_they_can_do_next(me, cohort, user):
    staff = user_with_role("staff")
    entry = make_entry(cohort, user, state=EntryState.REVIEWING)
    decide(entry, staff, Outcome.DECLINED, note="第2期にぜひ。")
    announce_cohort(cohort=close_call(cohort), by=staff, now=timezone.now())
    again = make_cohort(key="kdx3", name="第3期")
    status = text_of(me.get(url("entry_status", entry.public_id)))
    assert url("entry_next", entry.public_id) in status
    page = text_of(me.get(url("entry_next", entry.public_id)))
    for part in ("第2期にぜひ。", "定員を超える応募がありました", url("entry_start", again.public_id)):
        assert part in page
    mail = Delivery.objects.get(kind="cohorts/declined")
    assert url("entry_next", entry.public_id) in mail.text


def test_withdrawing_asks_once_more(me, cohort, user):
    entry = make_entry(cohort, user)
    assert "応募を取り下げますか" in text_of(me.get(url("entry_withdraw", entry.public_id)))
    for _ in range(2):
        assert me.post(url("entry_withdraw", entry.public_id)).url == url("entry_status", entry.public_id)
    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN


def test_a_withdrawn_entry_cannot_be_edited(me, cohort, user):
    entry = make_entry(cohort, user)
    withdraw_entry(entry=entry, by=user, now=timezone.now())
    assert me.get(url("entry_step", entry.public_id, "plan")).status_code == 403
    assert me.post(url("entry_submit", entry.public_id)).status_code == 403


def test_panels_of_other_apps_stand_on_the_page_in_order(me, cohort, user, monkeypatch):
    entry = make_entry(cohort, user)
    panels = [
        lambda _entry, _user: hooks.Panel("cohorts/_old_errors.html", {}, order=60),
        lambda _entry, _user: None,
        lambda found, _user: hooks.Panel("cohorts/_old_errors.html", {"name": found.title}, order=10),
    ]
    monkeypatch.setattr(hooks, "entry_panels", panels)
    found = hooks.collect(hooks.entry_panels, entry, user)
    assert [panel.order for panel in found] == [10, 60]
    assert me.get(url("entry_status", entry.public_id)).status_code == 200


def test_coming_back_shows_what_was_wrong_but_not_what_was_never_touched(me, cohort, user):
    entry = begin(cohort, user)
    autosave(me, entry, {"postal_code": "963-860"}, entry.rev)
    page = text_of(me.get(url("entry_step", entry.public_id, "company")))
    assert page.count("郵便番号は7桁です。いま6桁です。") == 2
    assert page.count("＊郵便番号は7桁です。いま6桁です。") == 1
    assert "入力してください。" not in page
