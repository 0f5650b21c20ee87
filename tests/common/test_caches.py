"""A Redis that is away is a cache that remembers nothing."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from common.caches import ForgetfulRedisCache
from hiroba.settings.base import CACHE_TIMEOUTS

NOBODY = "redis://127.0.0.1:1/0"


def test_nobody_there_is_a_miss():
    cache = ForgetfulRedisCache(NOBODY, {"OPTIONS": dict(CACHE_TIMEOUTS)})
    cache.set("a", 1, 10)
    assert (cache.get("a"), cache.get("a", 5), cache.get_many(["a"])) == (None, 5, {})
    assert (cache.add("a", 1), cache.incr("a", 2), cache.delete("a")) == (True, 2, False)


def test_twin_djangos_own_cache_fails():
    with pytest.raises(RedisError):
        RedisCache(NOBODY, {"OPTIONS": dict(CACHE_TIMEOUTS)}).get("a")
