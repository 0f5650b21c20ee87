"""After a backup was put back."""

import io

import pytest
from django.core.management import call_command

from home.models import SearchRow
from realtime.models import Stream
from tests.factories.communities import CommunityFactory, channel_in, member_of, said

pytestmark = pytest.mark.django_db


def test_readers_begin_anew_and_everything_is_found_again():
    community = CommunityFactory()
    said(channel_in(community), member_of(community))
    before = set(Stream.objects.values_list("epoch", flat=True))
    found = SearchRow.objects.count()
    SearchRow.objects.all().delete()
    told = io.StringIO()
    call_command("restored", stdout=told)
    assert before.isdisjoint(Stream.objects.values_list("epoch", flat=True))
    assert (SearchRow.objects.count() >= found > 0, "record_heads.log" in told.getvalue()) == (True, True)
