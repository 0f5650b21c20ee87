"""The jurors' pages: who sees what, and how scores are settled."""

import re

import pytest
from django.utils import timezone

from cohorts import hooks
from cohorts.actions import declare_conflict
from cohorts.enums import EntryState, ReviewState
from cohorts.models import Review
from tests.cohorts.test_views_office import CANARY, answers, as_role, text_of, url
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_entry, score

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def entry(cohort):
    return make_entry(cohort, state=EntryState.REVIEWING)


# ---- jurors


@pytest.mark.parametrize("kind", ["staff", "contractor", "mentor", "organiser", None])
def test_the_jurors_list_is_the_jurors(client, entry, kind):
    client.force_login(user_with_role(kind) if kind else UserFactory())
    assert client.get(url("review_list")).status_code == 403
    assert client.get(url("review_entry", entry.public_id)).status_code == 403


def test_jurors_of_another_term_get_a_404(client, entry):
    as_role(client, "juror", scope=make_cohort(key="kdx3").public_id)
    assert client.get(url("review_entry", entry.public_id)).status_code == 404


def test_an_entry_opens_after_the_declaration_only(client, entry):
    as_role(client, "juror")
    address = url("review_entry", entry.public_id)
    assert "利害関係はありません" in text_of(client.get(address))
    assert "帰りの便は荷台が" not in text_of(client.get(address))
    assert client.post(url("review_declare", entry.public_id), {"conflict": "?"}).url == address
    assert client.post(url("review_declare", entry.public_id), {"conflict": "no"}).url == address
    assert "帰りの便は荷台が" in text_of(client.get(address))


def test_who_has_a_conflict_is_out(client, entry):
    as_role(client, "juror")
    response = client.post(url("review_declare", entry.public_id), {"conflict": "yes"})
    assert response.url == url("review_list")
    assert client.get(url("review_entry", entry.public_id)).status_code == 404
    assert "利害関係あり" in text_of(client.get(url("review_list")))


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_juror_learns_nothing_about_who_it_is(client, cohort, language, monkeypatch):
    monkeypatch.setattr(hooks, "review_panels", [])
    applicant = UserFactory(email="canary@example.jp", display_name="カナリアの代表者")
    secret = "カナリア製作所の金糸雀です。電話は024-987-6543、canary@example.jpまで。"
    entry = make_entry(
        cohort, applicant, **{**CANARY, "plan": secret, "title": "カナリア製作所の見積係"}, state=EntryState.REVIEWING
    )
    juror = as_role(client, "juror")
    pages = [client.get(language + url("review_list")), client.get(language + url("review_entry", entry.public_id))]
    declare_conflict(entry=entry, has_conflict=False, by=juror, now=timezone.now())
    pages.append(client.get(language + url("review_entry", entry.public_id)))
    pages.append(client.post(language + url("review_entry", entry.public_id), {}))
    seen = "".join(text_of(page) for page in pages)
    words = [str(word) for word in CANARY.values() if isinstance(word, str)]
    leaks = [
        word for word in [*words, applicant.email, applicant.display_name, entry.number, "987-6543"] if word in seen
    ]
    assert leaks == []
    assert "■■■の見積係" in seen


def test_twin_the_canary_sings_on_the_staff_page(client, cohort):
    entry = make_entry(cohort, **CANARY)
    as_role(client, "staff")
    assert "カナリア製作所" in text_of(client.get(url("staff_entry", entry.public_id)))


def test_scores_are_settled_and_the_next_entry_follows(client, entry):
    as_role(client, "juror")
    other = make_entry(entry.cohort, state=EntryState.REVIEWING)
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    assert "応募 1 / 2件目" in text_of(client.get(url("review_entry", entry.public_id)))
    response = client.post(url("review_entry", entry.public_id), answers(entry, comment="地図が先。"))
    assert response.url == url("review_entry", other.public_id)
    client.post(url("review_declare", other.public_id), {"conflict": "no"})
    response = client.post(url("review_entry", other.public_id), answers(other))
    assert response.url == url("review_list")
    review = Review.objects.get(entry=entry)
    assert (review.state, review.comment, review.scores.count()) == (ReviewState.SUBMITTED, "地図が先。", 5)
    assert "採点を確定しました" in text_of(client.get(url("review_entry", entry.public_id)))


def test_missing_scores_are_named_and_the_others_kept(client, entry):
    as_role(client, "juror")
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    data = answers(entry, "3", comment="書きかけ")
    missing = next(iter(data))
    del data[missing]
    response = client.post(url("review_entry", entry.public_id), data)
    page = text_of(response)
    assert (response.status_code, page.count("checked"), "書きかけ" in page) == (422, 4, True)
    assert f"#{missing}-error" in page
    kept = Review.objects.get()
    assert (kept.state, kept.comment, kept.scores.count()) == (ReviewState.OPEN, "書きかけ", 4)


def test_does_not_apply_is_an_answer(client, entry):
    as_role(client, "juror")
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    data = answers(entry, "3")
    first = next(iter(data))
    page = text_of(client.get(url("review_entry", entry.public_id)))
    posted = re.search(rf'name="{first}" value="([a-z]+)"', page)[1]
    client.post(url("review_entry", entry.public_id), {**data, first: posted})
    values = list(Review.objects.get().scores.values_list("value", flat=True))
    assert sorted(values, key=str) == [3, 3, 3, 3, None]
    assert "/ 5" in text_of(client.get(url("review_entry", entry.public_id)))


def test_nothing_is_chosen_beforehand(client, entry):
    as_role(client, "juror")
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    assert "checked" not in text_of(client.get(url("review_entry", entry.public_id)))


def test_settled_scores_cannot_be_changed(client, entry):
    juror = as_role(client, "juror")
    score(entry, juror, 4)
    response = client.post(url("review_entry", entry.public_id), answers(entry, "5", comment="もう一言だけ。"))
    assert (response.status_code, "採点は確定しています。" in text_of(response)) == (409, True)
    assert "もう一言だけ。" in response.content.decode()


def test_a_juror_never_sees_other_scores(client, entry):
    score(entry, user_with_role("juror"), 5, comment="ほかの審査員の言葉")
    as_role(client, "juror")
    client.post(url("review_declare", entry.public_id), {"conflict": "no"})
    assert "ほかの審査員の言葉" not in text_of(client.get(url("review_entry", entry.public_id)))


def test_the_list_costs_the_same_for_one_and_three(client, entry, django_assert_max_num_queries):
    as_role(client, "juror")
    client.get(url("review_list"))
    with django_assert_max_num_queries(14) as one:
        client.get(url("review_list"))
    for _ in range(2):
        make_entry(entry.cohort, state=EntryState.REVIEWING)
    with django_assert_max_num_queries(len(one)):
        client.get(url("review_list"))


def test_an_empty_list_says_so(client):
    as_role(client, "juror")
    assert "いま審査する応募はありません" in text_of(client.get(url("review_list")))
