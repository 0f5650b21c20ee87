"""Cards of the start page."""

import pytest

from activity import cards
from activity.cards import Card, cards_for, register_card
from tests.factories.accounts import NOW, UserFactory


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(cards, "_sources", [])
    return cards._sources


def test_the_most_urgent_comes_first_and_equals_keep_their_order(sources):
    register_card(lambda user, now: Card("a", priority=1))
    register_card(lambda user, now: None)
    register_card(lambda user, now: [Card("b", priority=5), Card("c", priority=1)])
    assert [card.title for card in cards_for(UserFactory.build(), NOW)] == ["b", "a", "c"]


def test_a_source_is_registered_once(sources):
    def source(user, now):
        return Card("a")

    register_card(source)
    register_card(source)
    assert len(cards_for(UserFactory.build(), NOW)) == 1
