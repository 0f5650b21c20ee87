"""Pages of the office and of the jurors."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from activity.models import Record
from cohorts.enums import CohortState, EntryState, Outcome, Reason
from cohorts.models import Announcement, Cohort, Criterion, Entry
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import close_call, decide, make_cohort, make_draft, make_entry, score

pytestmark = pytest.mark.django_db
CANARY = {
    "org_name": "カナリア製作所",
    "org_kana": "カナリアセイサクショ",
    "rep_family": "金糸雀",
    "rep_given": "啼子",
    "rep_kana": "カナリア ナキコ",
    "phone": "024-987-6543",
    "address": "郡山市カナリア町1-2-3",
    "second_same": False,
    "second_family": "右腕田",
    "second_email": "canary-right@example.jp",
}


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def entry(cohort):
    return make_entry(cohort, state=EntryState.REVIEWING)


def url(name: str, *args) -> str:
    with translation.override("ja"):
        return reverse(f"cohorts:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def as_role(client, kind: str, **scope):
    user = user_with_role(kind, **scope)
    client.force_login(user)
    return user


def answers(entry, value="4", **changes) -> dict:
    keys = [str(item.public_id) for item in Criterion.objects.filter(rubric__cohort=entry.cohort)]
    return {**dict.fromkeys(keys, value), "comment": "", **changes}


# ---- office


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["staff", "contractor"])
def test_the_office_sees_board_and_entry(client, entry, kind, language):
    as_role(client, kind)
    assert client.get(language + url("staff_board", entry.cohort.public_id)).status_code == 200
    assert client.get(language + url("staff_entry", entry.public_id)).status_code == 200


@pytest.mark.parametrize("kind", ["juror", "mentor", "organiser", None])
def test_for_everybody_else_the_office_does_not_exist(client, entry, kind):
    client.force_login(user_with_role(kind) if kind else UserFactory())
    for address in (url("staff_board", entry.cohort.public_id), url("staff_entry", entry.public_id)):
        assert client.get(address).status_code == 404


def test_an_empty_board_says_so(client, cohort):
    as_role(client, "staff")
    assert "まだ応募がありません" in text_of(client.get(url("staff_board", cohort.public_id)))


def test_board_filters_by_state_and_shows_drafts_as_a_number(client, entry):
    as_role(client, "staff")
    other = make_entry(entry.cohort, title="待っている計画")
    make_draft(entry.cohort, title="ひみつの下書き")
    page = text_of(client.get(url("staff_board", entry.cohort.public_id)))
    assert ("ほかに下書き1件" in page, "ひみつの下書き" in page) == (True, False)
    page = text_of(client.get(url("staff_board", entry.cohort.public_id) + "?state=received"))
    assert (other.title in page, url("staff_entry", entry.public_id) in page) == (True, False)
    assert client.get(url("staff_board", entry.cohort.public_id) + "?state=nonsense").status_code == 200


def test_board_costs_the_same_for_one_and_three(client, entry, django_assert_max_num_queries):
    as_role(client, "staff")
    address = url("staff_board", entry.cohort.public_id)
    client.get(address)
    with django_assert_max_num_queries(14) as one:
        client.get(address)
    for _ in range(2):
        make_entry(entry.cohort)
    with django_assert_max_num_queries(len(one)):
        client.get(address)


def test_a_draft_is_not_the_offices_business(client, cohort):
    as_role(client, "staff")
    assert client.get(url("staff_entry", make_draft(cohort).public_id)).status_code == 404


def test_the_contractor_checks_but_does_not_decide(client, cohort):
    as_role(client, "contractor")
    entry = make_entry(cohort)
    assert client.post(url("staff_check", entry.public_id)).status_code == 302
    entry.refresh_from_db()
    assert entry.state == EntryState.REVIEWING
    decision = {"outcome": "adopted", "reason": "merit"}
    for address, data in (
        (url("staff_decide", entry.public_id), decision),
        (url("announce", cohort.public_id), {}),
        (url("staff_move", cohort.public_id), {"to": "reviewing"}),
    ):
        assert client.post(address, data).status_code == 403
    assert client.get(url("staff_ranking", cohort.public_id)).status_code == 403


def test_the_contractor_sees_no_decision(client, entry):
    decide(entry, user_with_role("staff"), Outcome.DECLINED, note="ひみつの一言")
    as_role(client, "contractor")
    page = text_of(client.get(url("staff_entry", entry.public_id))) + text_of(
        client.get(url("staff_board", entry.cohort.public_id))
    )
    assert ("ひみつ" in page, str(Reason.CAPACITY.label) in page) == (False, False)


def test_reading_goes_on_record(client, entry):
    staff = as_role(client, "staff")
    client.get(url("staff_entry", entry.public_id))
    assert Record.objects.filter(verb="entry_read", subject_id=entry.public_id, actor=staff).count() == 1


def test_staff_decide_with_a_reason(client, entry):
    as_role(client, "staff")
    page = client.post(url("staff_decide", entry.public_id), {"outcome": "declined", "reason": "merit"})
    assert (page.status_code, "＊結果に合う理由を選んでください。" in text_of(page)) == (422, True)
    assert client.post(url("staff_decide", entry.public_id), {}).status_code == 422
    response = client.post(
        url("staff_decide", entry.public_id), {"outcome": "declined", "reason": "plan", "note": "次へ"}
    )
    assert response.url == url("staff_ranking", entry.cohort.public_id)
    assert "見送り" in text_of(client.get(response.url))
    assert "次へ" in text_of(client.get(url("staff_entry", entry.public_id)))


@pytest.mark.parametrize("language", ["", "/en"])
def test_ranking_shows_scores_spread_and_the_line(client, entry, language):
    entry.cohort.capacity = 1
    entry.cohort.save()
    as_role(client, "staff")
    assert client.get(language + url("staff_ranking", entry.cohort.public_id)).status_code == 200
    other = make_entry(entry.cohort, state=EntryState.REVIEWING)
    for value in (1, 5):
        score(entry, user_with_role("juror"), value)
    response = client.get(language + url("staff_ranking", entry.cohort.public_id))
    page = text_of(response)
    assert (response.status_code, "60.0" in page, f"rank-{other.public_id}" in page) == (200, True, True)


def test_each_juror_keeps_one_mark_though_others_are_missing(client, entry):
    other = make_entry(entry.cohort, state=EntryState.REVIEWING)
    first, second = user_with_role("juror"), user_with_role("juror")
    score(entry, first, 3)
    score(entry, second, 4)
    score(other, second, 5)
    as_role(client, "staff")
    rows = client.get(url("staff_ranking", entry.cohort.public_id)).context["rows"]
    marks = {row["entry"]: [(mark.juror, mark.shape, mark.value) for mark in row["scores"]] for row in rows}
    assert marks == {
        entry: [("審査員1", 0, 60.0), ("審査員2", 1, 80.0)],
        other: [("審査員2", 1, 100.0)],
    }


def test_announcing_from_preview_to_done(client, entry):
    staff = as_role(client, "staff")
    address = url("announce", entry.cohort.public_id)
    close_call(entry.cohort)
    assert entry.number in text_of(client.get(address))
    assert client.post(address).status_code == 409
    decide(entry, staff, Outcome.ADOPTED)
    assert entry.org_name in text_of(client.get(address))
    for _ in range(2):
        assert client.post(address).url == url("staff_board", entry.cohort.public_id)
    assert Announcement.objects.count() == 1
    assert "この期の結果は発表済みです。" in text_of(client.get(address))


def test_announcing_an_open_call_is_refused_with_a_sentence(client, entry):
    staff = as_role(client, "staff")
    decide(entry, staff)
    response = client.post(url("announce", entry.cohort.public_id))
    assert (response.status_code, "まだ募集中です。" in text_of(response)) == (409, True)


def test_staff_begin_the_review_after_the_deadline(client, cohort):
    as_role(client, "staff")
    close_call(cohort)
    assert "審査を始める" in text_of(client.get(url("staff_board", cohort.public_id)))
    client.post(url("staff_move", cohort.public_id), {"to": "reviewing"})
    cohort.refresh_from_db()
    assert cohort.state == CohortState.REVIEWING
    assert client.post(url("staff_move", cohort.public_id), {"to": "nonsense"}).status_code == 409


@pytest.mark.parametrize("to", ["announced", "running", "finished", "preparing"])
def test_staff_cannot_set_states_that_something_else_brings(client, cohort, to):
    as_role(client, "staff")
    Cohort.objects.filter(pk=close_call(cohort).pk).update(state=CohortState.REVIEWING)
    response = client.post(url("staff_move", cohort.public_id), {"to": to})
    cohort.refresh_from_db()
    assert (response.status_code, cohort.state) == (409, CohortState.REVIEWING)
    assert "結果の発表は専用のページで行います。" in text_of(response)


def test_staff_cannot_close_an_open_call_early(client, cohort):
    as_role(client, "staff")
    response = client.post(url("staff_move", cohort.public_id), {"to": "reviewing"})
    cohort.refresh_from_db()
    assert (response.status_code, cohort.state) == (409, CohortState.OPEN)
    assert "まだ募集中です。審査は締切のあとに始められます。" in text_of(response)


def test_staff_adopt_later_from_the_entry(client, entry):
    staff = as_role(client, "staff")
    decide(entry, staff, Outcome.DECLINED)
    close_call(entry.cohort)
    client.post(url("announce", entry.cohort.public_id))
    client.post(url("staff_adopt", entry.public_id))
    entry.refresh_from_db()
    assert entry.state == EntryState.ADOPTED
    assert client.post(url("staff_adopt", entry.public_id)).status_code == 403


def test_adopting_later_says_what_is_in_the_way(client, entry):
    as_role(client, "staff")
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.DECLINED)
    page = text_of(client.post(url("staff_adopt", entry.public_id), follow=True))
    assert "この期の結果はまだ発表していません。" in page


def test_the_board_leads_to_its_next_page_and_keeps_the_filter(client, cohort, monkeypatch):
    monkeypatch.setattr("cohorts.queries.selection.BOARD_SIZE", 1)
    for _ in range(2):
        make_entry(cohort)
    as_role(client, "staff")
    page = text_of(client.get(url("staff_board", cohort.public_id), {"state": "received"}))
    link = re.search(r'href="([^"]*after=[^"]*)"', page)[1].replace("&amp;", "&")
    assert ("state=received" in link, client.get(link).status_code) == (True, 200)
    assert client.get(url("staff_board", cohort.public_id), {"after": "x"}).status_code == 400


def test_the_contractor_is_not_told_that_something_was_decided(client):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    decide(entry, user_with_role("staff"))
    told = {}
    for kind in ("staff", "contractor"):
        client.force_login(user_with_role(kind))
        told[kind] = "採否を決めた" in text_of(client.get(url("staff_entry", entry.public_id)))
    assert told == {"staff": True, "contractor": False}
