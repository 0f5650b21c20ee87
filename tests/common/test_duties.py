"""Duties come again and again, whatever they raise, and end with the worker."""

import threading
import time
from collections.abc import Callable

import pytest

from common import duties
from common.duties import Duty, duty, on_duty


@pytest.fixture(autouse=True)
def _none_of_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "_duties", {})


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_duty_that_fails_comes_again_and_the_others_go_on(caplog):
    done: list[str] = []

    @duty("tests.fail", every=0.01)
    def fail(now):
        done.append("fail")
        raise RuntimeError

    @duty("tests.work", every=0.01)
    def work(now):
        done.append("work")

    with on_duty():
        wait_for(lambda: done.count("fail") > 2 and done.count("work") > 2)
    after = len(done)
    time.sleep(0.05)
    assert len(done) == after
    assert "tests.fail failed" in caplog.text


def test_a_lane_does_not_wait_for_another():
    begun, go = threading.Event(), threading.Event()

    @duty("tests.slow", every=0.01)
    def slow(now):
        begun.set()
        go.wait(5)

    @duty("tests.quick", every=0.01, lane="quick")
    def quick(now):
        go.set()

    with on_duty():
        assert begun.wait(5)
        assert go.wait(5)


def test_two_duties_cannot_have_one_name():
    duty("tests.one", every=1)(test_a_lane_does_not_wait_for_another)
    with pytest.raises(ValueError, match=r"tests\.one"):
        duty("tests.one", every=1)(lambda now: None)
    assert duties.duties() == [Duty("tests.one", 1, test_a_lane_does_not_wait_for_another, "house")]


@pytest.mark.parametrize(("more", "rounds"), [(True, 5), (None, 1)])
def test_a_duty_with_more_to_do_comes_again_at_once(more, rounds):
    done: list[int] = []

    @duty("tests.much", every=60)
    def much(now):
        done.append(1)
        return more if len(done) < 5 else None

    with on_duty():
        wait_for(lambda: len(done) == rounds)
        time.sleep(0.05)
    assert len(done) == rounds
