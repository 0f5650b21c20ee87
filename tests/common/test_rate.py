from common.rate import Bucket, may_post_now, take


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
