"""How often one may ask: by login session where somebody stands behind it, else by network address."""

import pytest

from common.errors import TooMany
from realtime.limits import limits
from realtime.turnstile import Turnstile

HERE = "203.0.113.9"


def asks(gate: Turnstile, sessions: list[str]) -> int:
    """How many of these asks from one address pass."""
    passed = 0
    for session in sessions:
        try:
            gate.ask(session, HERE)
        except TooMany:
            break
        passed += 1
    return passed


def many() -> list[str]:
    return [f"session{number}" for number in range(limits().poll_rate[1] * 2)]


def test_made_up_login_sessions_count_for_their_address():
    assert limits().poll_rate[1] <= asks(Turnstile(), many()) < len(many())


def test_people_behind_one_address_do_not_count_together():
    gate = Turnstile()
    for session in many():
        gate.know(session)
    assert asks(gate, many()) == len(many())


def test_twin_taking_every_cookie_for_a_login_session_lets_all_pass(monkeypatch):
    gate = Turnstile()
    monkeypatch.setattr(gate, "_known", dict.fromkeys(many()))
    assert asks(gate, many()) == len(many())


def test_one_login_session_has_its_own_limit():
    gate = Turnstile()
    gate.know("mine")
    with pytest.raises(TooMany):
        for _ in range(limits().poll_rate[1] * 2):
            gate.ask("mine", HERE)


def is_refused(gate: Turnstile, address: str) -> bool:
    try:
        gate.ask("", address)
    except TooMany:
        return True
    return False


def test_a_flood_of_addresses_frees_nobody():
    gate = Turnstile()
    asks(gate, [""] * limits().poll_rate[1])
    for number in range(1000):
        gate.ask("", f"2001:db8:0:{number:x}::/64")
    assert is_refused(gate, HERE)


def test_what_is_remembered_is_bounded_and_the_longest_quiet_goes_first(monkeypatch):
    monkeypatch.setattr("realtime.turnstile.MOST_BUCKETS", 3)
    gate = Turnstile()
    for address in ("a", "b", "a", "c", "d"):
        gate.ask("", address)
    assert list(gate._buckets) == ["a", "c", "d"]
    for session in ("a", "b", "a", "c", "d"):
        gate.know(session)
    assert list(gate._known) == ["a", "c", "d"]
