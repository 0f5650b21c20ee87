"""Addresses of many things of one kind: `reverse` is slow beside what else a line of a list costs."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

ANY = UUID(int=0)


def address_of(name: str, public_id: UUID) -> str:
    """What `reverse(name, args=[public_id])` answers, in the reader's language; for routes with one UUID."""
    return _pattern(name, get_language(), get_script_prefix()).replace(str(ANY), str(public_id))


@lru_cache(maxsize=256)
def _pattern(name: str, _language: str | None, _prefix: str) -> str:
    return reverse(name, args=[ANY])
