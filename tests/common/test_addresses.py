"""The quick way to an address answers the same as Django's."""

from uuid import uuid4

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from common.addresses import address_of


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("prefix", ["/", "/hiroba/"])
@pytest.mark.parametrize("name", ["communities:thread", "communities:message_react", "mentoring:sketch"])
def test_it_is_the_address_that_django_reverses(language, prefix, name):
    key = uuid4()
    try:
        set_script_prefix(prefix)
        with override(language):
            assert address_of(name, key) == reverse(name, args=[key])
    finally:
        set_script_prefix("/")
