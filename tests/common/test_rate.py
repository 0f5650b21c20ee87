from django.core.cache.backends.locmem import LocMemCache

from common import rate
from common.errors import TooMany
from common.rate import Bucket, may_post_now, require_address_token, take


def test_a_full_bucket_gives_the_burst_and_then_the_rate():
    answers = [may_post_now(1, at=100.0, per_second=5, burst=10) for _ in range(11)]
    assert answers == [True] * 10 + [False]
    assert may_post_now(1, at=100.2, per_second=5, burst=10)
    assert not may_post_now(1, at=100.2, per_second=5, burst=10)


def test_everybody_has_a_bucket_of_their_own():
    assert not all(may_post_now(1, at=1.0, per_second=1, burst=2) for _ in range(3))
    assert may_post_now(2, at=1.0, per_second=1, burst=2)


def test_a_bucket_never_holds_more_than_the_burst():
    bucket, there_was = take(Bucket(3, at=0.0), at=9999.0, per_second=5, burst=10)
    assert (bucket, there_was) == (Bucket(9.0, 9999.0), True)


def test_a_clock_that_goes_back_gives_nothing():
    assert take(Bucket(0.0, at=50.0), at=40.0, per_second=5, burst=10) == (Bucket(0.0, 40.0), False)


def is_free_after_a_flood() -> bool:
    """Whether an address that has used its one token up gets another after 1,000 others came."""

    def ask(address: str) -> None:
        require_address_token(address, per_second=0.001, burst=1)

    ask("203.0.113.9")
    for number in range(1000):
        ask(f"198.51.100.{number}")
    try:
        ask("203.0.113.9")
    except TooMany:
        return False
    return True


def test_a_flood_of_addresses_frees_nobody():
    assert not is_free_after_a_flood()


def test_twin_a_cache_of_the_usual_size_forgets_whom_it_refused(monkeypatch):
    monkeypatch.setattr(rate, "caches", {"buckets": LocMemCache("twin", {})})
    assert is_free_after_a_flood()
