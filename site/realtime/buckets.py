"""Token buckets: so many frames a second, with a burst. Pure; time is passed in."""

from dataclasses import dataclass


@dataclass
class Bucket:
    """`rate` tokens a second flow in up to `burst`.

    >>> bucket = Bucket(rate=1.0, burst=2, tokens=2.0, at=0.0)
    >>> [bucket.take(now) for now in (0.0, 0.0, 0.0, 1.0)]
    [True, True, False, True]
    """

    rate: float
    burst: int
    tokens: float
    at: float

    @classmethod
    def full(cls, limit: tuple[float, int], now: float) -> "Bucket":
        """A bucket that has not been used yet; `limit` is (rate, burst)."""
        rate, burst = limit
        return cls(rate, burst, float(burst), now)

    def take(self, now: float) -> bool:
        """Take one token; False when there is none."""
        self.tokens = min(float(self.burst), self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
