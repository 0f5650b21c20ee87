"""What a juror has chosen so far: kept for the juror alone, never over newer choices, never after settling."""

import json

import pytest
from django.core.cache import caches
from django.utils import timezone

from activity.models import Record
from cohorts.actions import StaleAnswers, declare_conflict, keep_scores, save_answers, score_entry, submit_entry
from cohorts.enums import EntryState, ReviewState
from cohorts.models import Criterion, Review
from cohorts.queries import board_rows, ranking_table, words_of_jurors
from cohorts.views.review_form import running_total
from common.errors import Conflict, NotAllowed
from tests.cohorts.test_views_office import answers, as_role, text_of, url
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import make_cohort, make_entry, score

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return make_entry(make_cohort(), state=EntryState.REVIEWING)


@pytest.fixture
def juror(entry):
    person = user_with_role("juror")
    declare(entry, person)
    return person


def declare(entry, juror, has_conflict=False):
    declare_conflict(entry=entry, has_conflict=has_conflict, by=juror, now=timezone.now())


def keys_of(entry):
    return [item.public_id for item in Criterion.objects.filter(rubric__cohort=entry.cohort)]


def keep(entry, juror, scores, comment=None, rev=0):
    return keep_scores(entry=entry, scores=scores, comment=comment, by=juror, now=timezone.now(), rev=rev).review


def kept(review):
    return {score.criterion.public_id: score.value for score in review.scores.select_related("criterion")}


def autosave(client, entry, values, rev=0):
    return client.post(
        url("review_autosave", entry.public_id),
        json.dumps({"rev": rev, "values": values}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


# ---- what is kept


def test_choices_are_kept_one_by_one_and_settled_later(entry, juror):
    first, second, *others = keys_of(entry)
    keep(entry, juror, {first: 2}, "書きかけ")
    review = keep(entry, juror, {first: 4, second: None}, rev=1)
    assert (kept(review), review.comment, review.state) == ({first: 4, second: None}, "書きかけ", ReviewState.OPEN)
    scores = {**kept(review), **dict.fromkeys(others, 3)}
    settled = score_entry(entry=entry, scores=scores, comment="書けた", by=juror, now=timezone.now(), rev=review.rev)
    assert (kept(settled), settled.comment, settled.state) == (scores, "書けた", ReviewState.SUBMITTED)
    assert Record.objects.filter(verb="entry_scored").count() == 1


def test_keeping_the_same_again_changes_nothing(entry, juror):
    review = keep(entry, juror, {keys_of(entry)[0]: 2}, "文")
    assert keep(entry, juror, {keys_of(entry)[0]: 2}, "文").rev == review.rev == 1


def test_other_choices_of_another_screen_stay(entry, juror):
    first, second, *_others = keys_of(entry)
    keep(entry, juror, {first: 2})
    assert kept(keep(entry, juror, {second: 5}, rev=0)) == {first: 2, second: 5}


def test_a_stale_screen_writes_nothing_over_newer_choices(entry, juror):
    first, second, *_others = keys_of(entry)
    keep(entry, juror, {first: 2}, "新しい文")
    with pytest.raises(StaleAnswers) as stale:
        keep(entry, juror, {first: 5, second: 5}, "古い文", rev=0)
    assert (stale.value.newer, stale.value.rev) == ({str(first): 2, "comment": "新しい文"}, 1)
    assert kept(Review.objects.get()) == {first: 2}


def test_twin_without_the_counter_it_is_written_over(entry, juror):
    first = keys_of(entry)[0]
    keep(entry, juror, {first: 2})
    assert kept(keep(entry, juror, {first: 5}, rev=None)) == {first: 5}


def test_a_stale_screen_cannot_settle_either(entry, juror):
    first = keys_of(entry)[0]
    keep(entry, juror, {first: 2})
    scores = dict.fromkeys(keys_of(entry), 4)
    with pytest.raises(StaleAnswers):
        score_entry(entry=entry, scores=scores, comment="", by=juror, now=timezone.now(), rev=0)
    assert Review.objects.get().state == ReviewState.OPEN


def test_a_settled_review_is_not_overwritten(entry, juror):
    review = score(entry, juror, 4, comment="確定した文")
    with pytest.raises(Conflict):
        keep(entry, juror, {keys_of(entry)[0]: 1}, "あとから", rev=review.rev)
    assert (set(kept(Review.objects.get()).values()), Review.objects.get().comment) == ({4}, "確定した文")


def test_twin_while_it_is_open_it_is_overwritten(entry, juror):
    review = score(entry, juror, 4, comment="確定した文")
    Review.objects.filter(pk=review.pk).update(state=ReviewState.OPEN)
    assert keep(entry, juror, {}, "あとから", rev=review.rev).comment == "あとから"


def test_without_a_declaration_nothing_is_kept(entry):
    with pytest.raises(NotAllowed):
        keep(entry, user_with_role("juror"), {keys_of(entry)[0]: 3})
    assert not Review.objects.exists()


def test_a_late_conflict_takes_the_choices_away(entry, juror):
    keep(entry, juror, {keys_of(entry)[0]: 3}, "書きかけ")
    declare(entry, juror, has_conflict=True)
    assert not Review.objects.exists()


def test_what_is_not_settled_counts_nowhere(entry, juror):
    keep(entry, juror, dict.fromkeys(keys_of(entry), 5), "まだ内緒")
    row = board_rows(entry.cohort).rows[0]
    assert (row.reviews, ranking_table(entry.cohort)[0].points) == (0, {})
    type(entry).objects.filter(pk=entry.pk).update(state=EntryState.ADOPTED)
    entry.refresh_from_db()
    assert words_of_jurors(entry) == []


def test_a_draft_is_settled_on_what_stands_then(entry, juror):
    review = keep(entry, juror, {keys_of(entry)[0]: 3})
    save_answers(entry=entry, values={"title": "直した題"}, by=entry.applicant, now=timezone.now())
    submit_entry(entry=entry, by=entry.applicant, now=timezone.now())
    type(entry).objects.filter(pk=entry.pk).update(state=EntryState.REVIEWING)
    settled = score_entry(
        entry=entry, scores=dict.fromkeys(keys_of(entry), 3), comment="", by=juror, now=timezone.now(), rev=review.rev
    )
    assert (review.revision.number, settled.revision.number) == (1, 2)


# ---- the page


def test_the_page_shows_what_was_kept_with_its_total(client, entry):
    declare(entry, as_role(client, "juror"))
    address = url("review_entry", entry.public_id)
    assert "ここまでの合計：0.0点／100点（あと5項目）" in text_of(client.get(address))
    first, second = (str(key) for key in keys_of(entry)[:2])
    response = client.post(address, {first: "4", second: "na", "comment": "途中", "rev": "0", "button": "keep"})
    page = text_of(client.get(response.url))
    assert (page.count("checked"), ">途中<" in page, 'name="rev" value="1"' in page) == (2, True, True)
    assert "ここまでの合計：25.0点／100点（あと3項目）" in page
    client.post(address, {**answers(entry, "5"), "rev": "1"})
    assert "合計：100.0点／100点" in text_of(client.get(address))


def test_a_choice_is_saved_while_one_scores(client, entry):
    declare(entry, as_role(client, "juror"))
    first, second = (str(key) for key in keys_of(entry)[:2])
    body = autosave(client, entry, {first: "4", second: ["x"], "comment": "長" * 401}).json()
    assert (body["rev"], body["values"]) == (1, {})
    assert "に自動で保存しました" in body["saved"]
    assert "いま401字" in body["errors"]["comment"]
    stale = autosave(client, entry, {first: "1"})
    assert (stale.status_code, stale.json()["newer"], stale.json()["rev"]) == (409, {first: "4 / 5"}, 1)


def test_after_settling_the_autosave_is_refused_without_another_try(client, entry):
    juror = as_role(client, "juror")
    score(entry, juror, 4)
    response = autosave(client, entry, {"comment": "あとから"}, 1)
    assert (response.status_code, "newer" in response.json()) == (409, False)


def test_a_stale_page_comes_back_with_both(client, entry):
    juror = as_role(client, "juror")
    declare(entry, juror)
    first = keys_of(entry)[0]
    keep(entry, juror, {first: 2}, "ほかの画面の文")
    response = client.post(url("review_entry", entry.public_id), answers(entry, "5", comment="この画面の文"))
    page = text_of(response)
    assert (response.status_code, "<b>2 / 5</b>" in page, "<b>ほかの画面の文</b>" in page) == (409, True, True)
    assert ("この画面の文" in page, 'name="rev" value="1"' in page, page.count("checked")) == (True, True, 5)


@pytest.mark.parametrize("kind", ["juror", "staff"])
def test_nobody_else_sees_what_is_not_settled(client, entry, juror, kind):
    keep(entry, juror, {keys_of(entry)[0]: 3}, "まだ内緒の言葉")
    person = as_role(client, kind)
    if kind == "juror":
        declare(entry, person)
    names = ["review_entry"] if kind == "juror" else ["staff_entry"]
    pages = [client.get(url(name, entry.public_id)) for name in names]
    pages += [client.get(url("staff_ranking", entry.cohort.public_id))] if kind == "staff" else []
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not any("まだ内緒の言葉" in text_of(page) for page in pages)


def test_too_many_saves_wait(client, entry, settings):
    settings.SAVES_PER_SECOND, settings.SAVES_BURST = 0.001, 1
    caches["buckets"].clear()
    declare(entry, as_role(client, "juror"))
    first = str(keys_of(entry)[0])
    statuses = [autosave(client, entry, {first: value}, rev).status_code for value, rev in (("1", 0), ("2", 1))]
    caches["buckets"].clear()
    assert statuses == [200, 429]


def test_the_total_weighs_like_the_ranking(entry):
    criteria = list(Criterion.objects.filter(rubric__cohort=entry.cohort))
    chosen = {criteria[0].public_id: None, criteria[1].public_id: 5}
    assert running_total(criteria, chosen).points == pytest.approx(26.7)
    assert running_total(criteria, dict.fromkeys([item.public_id for item in criteria])).points is None
