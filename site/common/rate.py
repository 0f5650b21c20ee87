"""Token buckets for posts and drafts: a person may write `burst` times at once and `per_second` in the long run.

Where nobody logs in the network address stands for the person; it may be a whole town hall, so its bucket is larger.

The bucket lies in a cache of its own ("buckets"), large enough that a flood of addresses does not push out the bucket
it has just emptied. Inside one process a lock makes it exact; several processes that share Redis may let a few
more through in the same instant, which a limit against floods can afford and an extra write for each post could not.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from threading import Lock
from time import time

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from common.errors import TooMany

_lock = Lock()


@dataclass(frozen=True)
class Bucket:
    """Tokens left at an instant (seconds)."""

    tokens: float
    at: float


def take(bucket: Bucket | None, *, at: float, per_second: float, burst: int) -> tuple[Bucket, bool]:
    """The bucket after one more message, and whether there was a token for it.

    >>> take(Bucket(tokens=0.5, at=10.0), at=10.2, per_second=5, burst=10)
    (Bucket(tokens=0.5, at=10.2), True)
    """
    if bucket is None:
        bucket = Bucket(float(burst), at)
    tokens = min(float(burst), bucket.tokens + max(0.0, at - bucket.at) * per_second)
    if tokens < 1:
        return Bucket(tokens, at), False
    return Bucket(round(tokens - 1, 6), at), True


def may_post_now(who: int | str, *, at: float, per_second: float, burst: int, what: str = "posts") -> bool:
    """Take one token of this person or address for `what`; False when there is none left."""
    key = f"common.{what}.{who}"
    cache = caches["buckets"]
    with _lock:
        known = cache.get(key)
        bucket, there_was = take(Bucket(*known) if known else None, at=at, per_second=per_second, burst=burst)
        # When it would be full again there is nothing to remember.
        cache.set(key, (bucket.tokens, bucket.at), timeout=max(1, round(burst / per_second) + 1))
    return there_was


def require_token(user_id: int) -> None:
    """Take one token for something this person writes for others; TooMany when the bucket is empty."""
    if not may_post_now(user_id, at=time(), per_second=settings.POSTS_PER_SECOND, burst=settings.POSTS_BURST):
        wait = ceil(1 / settings.POSTS_PER_SECOND)
        raise TooMany(_("That was a lot in a few seconds. Please wait a moment and send it again."), retry_after=wait)


def require_save_token(user_id: int) -> None:
    """Take one token for saving a draft while it is typed; TooMany when the bucket is empty."""
    per_second, burst = settings.SAVES_PER_SECOND, settings.SAVES_BURST
    if not may_post_now(user_id, at=time(), per_second=per_second, burst=burst, what="saves"):
        wait = ceil(1 / per_second)
        raise TooMany(_("Saved a little later: that was a lot at once. What you typed stays here."), retry_after=wait)


def require_address_token(address: str, *, per_second: float, burst: int, what: str = "address") -> None:
    """Take one token for something that is sent without a login; TooMany when this address has none left.

    The cache keeps a hash, not the address. `what` names a bucket of its own.
    """
    who = sha256(address.encode()).hexdigest()
    if not may_post_now(who, at=time(), per_second=per_second, burst=burst, what=what):
        text = _("A great many came from your network in a short time. Please wait a moment and send it again.")
        raise TooMany(text, retry_after=ceil(1 / per_second))
