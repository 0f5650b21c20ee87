"""The parts without database and clock: frames, buckets, ring, credit."""

import json
from uuid import UUID, uuid4

import pytest

from realtime import frames
from realtime.buckets import Bucket
from realtime.credit import Credit
from realtime.frames import CloseCode, FrameError, Hello, Lease, LeaseKind, Position, Received, Sync
from realtime.ring import Frame, Ring

STREAM = "11111111-1111-4111-8111-111111111111"
UPPER = STREAM.upper()


def test_each_client_frame_is_read():
    assert frames.parse(json.dumps({"t": "hello", "v": 1, "subs": {STREAM: {"e": "a", "q": 3}}})) == Hello(
        {STREAM: Position("a", 3)}
    )
    assert frames.parse(json.dumps({"t": "sync", "s": STREAM, "from": 3})) == Sync(STREAM, 3)
    assert frames.parse(json.dumps({"t": "rx", "q": {STREAM: 3}})) == Received({STREAM: 3})
    writes = json.dumps({"t": "typing", "s": STREAM, "on": True})
    assert frames.parse(writes) == Lease(LeaseKind.TYPING, STREAM, on=True)


def test_a_stream_has_one_spelling():
    assert frames.parse(json.dumps({"t": "sync", "s": STREAM.replace("-", ""), "from": 3})) == Sync(STREAM, 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", CloseCode.MALFORMED),
        ("[" * 20_000, CloseCode.MALFORMED),
        ('{"t": {}}', CloseCode.MALFORMED),
        ('{"t": "sync", "s": "x", "from": 1}', CloseCode.MALFORMED),
        ("x" * 65_537, CloseCode.TOO_LARGE),
        ("字" * 30_000, CloseCode.TOO_LARGE),
        (json.dumps({"t": "rx", "q": {str(UUID(int=n)): 1 for n in range(101)}}), CloseCode.TOO_LARGE),
    ],
)
def test_anything_else_is_refused(text: str, code: int):
    with pytest.raises(FrameError) as caught:
        frames.parse(text)
    assert caught.value.code == code


def test_server_frames_are_compact_and_keep_japanese():
    text = frames.event(STREAM, 4, "said", {"word": "髙"})
    assert text == '{"t":"ev","s":"%s","q":4,"k":"said","d":{"word":"髙"}}' % STREAM  # noqa: UP031
    assert json.loads(frames.reset(STREAM, "e", 9)) == {"t": "reset", "s": STREAM, "epoch": "e", "head": 9}


def test_a_bucket_fills_with_time_and_no_further_than_its_burst():
    bucket = Bucket.full((2.0, 3), 0.0)
    assert [bucket.take(0.0) for _ in range(4)] == [True, True, True, False]
    assert [bucket.take(0.5), bucket.take(0.5)] == [True, False]
    assert [bucket.take(99.0) for _ in range(4)] == [True, True, True, False]


def ring_of(*objects: UUID, size: int = 5, first: int = 1) -> Ring:
    ring = Ring(size)
    for seq, object_id in enumerate(objects, start=first):
        ring.add(object_id, Frame(seq, f"text {seq}", 6))
    return ring


def seqs(found: list[Frame] | None) -> list[int] | None:
    return None if found is None else [frame.seq for frame in found]


def test_the_ring_answers_what_it_still_has():
    ring = ring_of(*(uuid4() for _ in range(8)))
    assert seqs(ring.after(3, 9)) == [4, 5, 6, 7, 8]
    assert seqs(ring.after(6, 1)) == [7]
    assert ring.after(2, 9) is None
    assert ring.after(8, 9) is None


def test_the_ring_forgets_what_was_said_of_a_changed_object():
    one, two = uuid4(), uuid4()
    ring = ring_of(one, two, one)
    assert ring.after(0, 9) is None
    assert seqs(ring.after(1, 9)) == [2, 3]


def test_an_object_that_left_the_ring_may_change():
    one = uuid4()
    ring = ring_of(one, *(uuid4() for _ in range(5)))
    ring.add(one, Frame(7, "text 7", 6))
    assert seqs(ring.after(2, 9)) == [3, 4, 5, 6, 7]


def test_the_ring_begins_anew_after_a_jump():
    ring = ring_of(uuid4(), uuid4(), first=40)
    assert seqs(ring.after(39, 9)) == [40, 41]
    ring.add(uuid4(), Frame(50, "", 0))
    assert ring.after(40, 9) is None
    assert seqs(ring.after(49, 9)) == [50]


def test_credit_is_spent_and_confirmed_in_order():
    credit = Credit(max_events=2, max_bytes=100)
    credit.spend("a", 1, 10)
    credit.spend("b", 7, 10)
    assert not credit.is_left()
    credit.confirm("a", 0)
    credit.confirm("never sent", 5)
    assert not credit.is_left()
    credit.confirm("b", 7)
    assert (credit.is_left(), credit.events, credit.bytes) == (True, 1, 10)
    credit.forget("a")
    assert (credit.events, credit.bytes) == (0, 0)


def test_bytes_count_as_well():
    credit = Credit(max_events=99, max_bytes=100)
    credit.spend("a", 1, 100)
    assert not credit.is_left()
