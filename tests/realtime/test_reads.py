"""Registry, queries and template tag."""

from uuid import UUID, uuid4

import pytest
from django.template import Context, Template

from realtime import registry
from realtime.permissions import may_read
from realtime.queries import LiveStream, events_after, head_of, heads_of, stream_for
from realtime.registry import StreamKind, get_stream_kind, register_stream_kind, render_ids, stream_kinds
from tests.factories.realtime import StreamEventFactory, StreamFactory
from tests.realtime.apps import BOARD


@pytest.fixture
def reader(django_user_model):
    return django_user_model.objects.create_user("reader@example.jp")


def test_a_kind_has_one_owner(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "_kinds", {})
    kind = StreamKind("x", lambda user, key: True, render_ids)
    register_stream_kind(kind)
    register_stream_kind(kind)
    with pytest.raises(ValueError, match="twice"):
        register_stream_kind(StreamKind("x", lambda user, key: False, render_ids))
    assert stream_kinds() == [kind]
    assert get_stream_kind("x") is kind


def test_a_stream_is_made_once(db):
    assert stream_for(BOARD, "k") == stream_for(BOARD, "k")
    with pytest.raises(KeyError):
        stream_for("nobody's", "k")
    assert str(stream_for(BOARD, "k")) == "test-board:k"


def test_a_stream_whose_app_is_gone_is_readable_by_nobody(db, reader):
    assert not may_read(reader, StreamFactory(kind="gone", key=reader.email))


def test_events_come_in_order_with_constant_queries(db, django_assert_num_queries):
    stream = StreamFactory()
    events = [StreamEventFactory(stream=stream, data={"n": n}) for n in range(3)]
    assert str(events[0]).endswith("/1 said")
    for limit in (1, 3):
        with django_assert_num_queries(1):
            found = events_after(stream, 0, limit)
        assert [event.seq for event in found] == list(range(1, limit + 1))
    assert found[2].payload == {"id": str(events[2].object_id), "n": 2}
    assert heads_of([str(stream.public_id), str(uuid4())]) == {str(stream.public_id): (stream.epoch, 3)}


def test_the_tag_writes_where_the_page_stands():
    stream = LiveStream(UUID(int=5), "abc", 7)
    text = Template("{% load live %}{% stream_attrs stream %}").render(Context({"stream": stream}))
    assert text == 'data-stream="00000000-0000-0000-0000-000000000005" data-epoch="abc" data-seq="7"'


def test_the_status_line_brings_its_sentences():
    text = Template("{% load live %}{% live_status %}").render(Context())
    for part in ("data-live-status", "data-waiting=", "data-polling=", "data-signed-out=", "data-announce"):
        assert part in text
    assert text.count("aria-live") == 1


def test_the_page_takes_its_place_from_the_head(db):
    stream = StreamFactory(last_seq=4)
    assert head_of(stream.kind, stream.key) == LiveStream(stream.public_id, stream.epoch, 4)
