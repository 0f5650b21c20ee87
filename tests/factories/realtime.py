"""Streams and events for tests; the kind is the tests' own board."""

from uuid import uuid4

import factory
from django.utils import timezone

from realtime.models import Stream, StreamEvent


class StreamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stream

    kind = "test-board"
    key = factory.Sequence(lambda number: f"reader{number}@example.jp")


class StreamEventFactory(factory.django.DjangoModelFactory):
    """An event with the next number of its stream."""

    class Meta:
        model = StreamEvent

    stream = factory.SubFactory(StreamFactory)
    seq = factory.LazyAttribute(lambda event: _next(event.stream))
    kind = "said"
    object_id = factory.LazyFunction(uuid4)
    data = factory.LazyFunction(dict)
    created_at = factory.LazyFunction(timezone.now)


def _next(stream: Stream) -> int:
    stream.last_seq += 1
    stream.save()
    return stream.last_seq
