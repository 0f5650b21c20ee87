"""What stands on the start page."""

import pytest
from django.utils import timezone

from cohorts.cards import entry_cards, juror_card, office_cards
from cohorts.enums import CohortState, EntryState
from cohorts.models import Cohort, Entry
from common.dates import format_daytime
from tests.cohorts.test_returns import send_back
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import close_call, make_cohort, make_draft, make_entry, score

pytestmark = pytest.mark.django_db


def test_a_draft_comes_first_while_the_call_is_open():
    user = UserFactory()
    make_entry(make_cohort(key="kdx1"), user)
    draft = make_draft(make_cohort(), user)
    cards = sorted(entry_cards(user, timezone.now()), key=lambda card: -card.priority)
    assert [card.state for card in cards] == ["下書き", "受付済"]
    assert str(draft.public_id) in cards[0].url
    close_call(draft.cohort)
    cards = sorted(entry_cards(user, timezone.now()), key=lambda card: -card.priority)
    assert [card.state for card in cards] == ["受付済", "下書き"]


def test_an_entry_shows_its_course():
    user = UserFactory()
    make_entry(make_cohort(), user)
    (card,) = entry_cards(user, timezone.now())
    assert [step.state for step in card.here][:2] == ["past", "now"]


def test_a_juror_is_told_how_many_wait():
    juror = user_with_role("juror")
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    assert juror_card(juror, timezone.now()).sentence == "1件があなたの採点を待っています。"
    score(entry, juror)
    assert juror_card(juror, timezone.now()).state == "採点待ちなし"
    assert juror_card(UserFactory(), timezone.now()) is None


def test_a_juror_with_nothing_to_score_is_told_until_when_the_call_runs():
    juror = user_with_role("juror")
    assert juror_card(juror, timezone.now()).sentence.startswith("いまは募集がありません。")
    cohort = make_cohort()
    assert format_daytime(cohort.closes_at) in juror_card(juror, timezone.now()).sentence


@pytest.mark.parametrize("state", [EntryState.FINISHED, EntryState.ALUMNI, EntryState.DECLINED])
def test_what_is_over_comes_after_everything_else(state):
    user = UserFactory()
    entry = make_entry(make_cohort(key="kdx1"), user)
    Entry.objects.filter(pk=entry.pk).update(state=state)
    (card,) = entry_cards(user, timezone.now())
    assert (card.priority < 0, card.here, bool(card.state)) == (True, (), True)


def test_an_entry_that_was_sent_back_comes_before_one_that_only_waits():
    user = UserFactory()
    make_entry(make_cohort(key="kdx1"), user)
    send_back(make_entry(make_cohort(), user))
    cards = sorted(entry_cards(user, timezone.now()), key=lambda card: -card.priority)
    assert [card.state for card in cards] == ["差戻し", "受付済"]


def test_the_office_gets_its_boards_only():
    one, other = make_cohort(), make_cohort(key="kdx3")
    make_entry(one)
    everywhere = user_with_role("staff")
    here = user_with_role("contractor", scope=other.public_id)
    assert len(office_cards(everywhere, timezone.now())) == 2
    (card,) = office_cards(here, timezone.now())
    assert (str(other.public_id) in card.url, card.sentence) == (True, "形式確認を待つ応募はありません。")
    assert office_cards(UserFactory(), timezone.now()) == []
    Cohort.objects.update(state=CohortState.FINISHED)
    assert office_cards(everywhere, timezone.now()) == []


def test_cards_cost_the_same_for_one_and_three(django_assert_num_queries):
    user = UserFactory()
    make_entry(make_cohort(key="kdx1"), user)
    with django_assert_num_queries(3):
        entry_cards(user, timezone.now())
    for number in (2, 3):
        make_entry(make_cohort(key=f"kdx{number}"), user)
    with django_assert_num_queries(3):
        entry_cards(user, timezone.now())
