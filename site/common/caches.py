"""The shared cache, which may be away: then nothing is remembered, and every page and post works all the same."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgetfulRedisCache(RedisCache):
    """Redis whose failure is a cache miss: a dead Redis must not turn a post into an error.

    What counts in the cache (posts a second) counts for nothing meanwhile.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default` when it is missing or nobody answers."""
        return self._or(default, super().get, key, default, version)

    def set(self, key: Any, value: Any, *more: Any, **options: Any) -> None:
        """Remember it, if somebody is there."""
        self._or(None, super().set, key, value, *more, **options)

    def add(self, key: Any, value: Any, *more: Any, **options: Any) -> bool:
        """Remember it unless it is known; True as well when nobody answers."""
        return bool(self._or(True, super().add, key, value, *more, **options))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count; `delta` when nobody answers."""
        return int(self._or(delta, super().incr, key, delta, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget it; False when nobody answers."""
        return bool(self._or(False, super().delete, key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """The known ones; none when nobody answers."""
        return dict(self._or({}, super().get_many, keys, version))

    def _or(self, instead: Any, ask: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return ask(*arguments, **options)
        except RedisError as error:
            logger.warning("the cache does not answer (%s)", type(error).__name__)
            return instead
