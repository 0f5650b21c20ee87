"""The comparison that every fault figure rests on must itself find each kind of fault."""

import pytest

from tests.faults.ledger import Ledger, Violations, compare

WHOLE = [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (WHOLE, Violations()),
        (WHOLE[:2], Violations(lost=1)),
        ([(1, "a"), (3, "b"), (4, "c")], Violations(gaps=1)),
        ([*WHOLE, (4, "a")], Violations(doubled=1)),
        ([(1, "a"), (3, "c"), (2, "b")], Violations(wrong_order=1)),
        ([], Violations(lost=3)),
    ],
)
def test_compare(seen, found):
    assert compare(["a", "b", "c"], seen) == found


def test_what_was_not_acknowledged_may_be_there():
    assert compare(["a"], WHOLE).total == 0


def test_violations_add_up():
    total = Violations(lost=1, gaps=2) + Violations(doubled=3, wrong_order=4)
    parts = {"lost": 1, "doubled": 3, "gaps": 2, "wrong_order": 4, "wrong_answers": 0}
    assert (total.total, total.parts) == (10, parts)


def test_a_ledger_keeps_what_was_acknowledged_and_refused():
    ledger = Ledger()
    ledger.acknowledge("a")
    ledger.refuse("b")
    assert (ledger.acknowledged, ledger.refused) == (["a"], ["b"])
