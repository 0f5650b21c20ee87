"""Every number of the real-time contract in one place; `settings.REALTIME` may replace single ones."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.core.signals import setting_changed


@dataclass(frozen=True)
class Limits:
    """Seconds, counts and bytes; a rate is (frames a second, burst)."""

    ring: int = 500
    streams_per_socket: int = 100
    sockets_per_person: int = 30
    frame_bytes: int = 64 * 1024
    unconfirmed_events: int = 200
    unconfirmed_bytes: int = 256 * 1024
    queue_frames: int = 1000
    queue_bytes: int = 256 * 1024
    stall: float = 10.0
    stall_look: float = 1.0
    batch: int = 200
    hello_within: float = 10.0
    heartbeat: float = 20.0
    poll_alone: float = 1.0
    poll_with_layer: float = 15.0
    layer_ping: float = 5.0
    layer_send: float = 0.5
    drain: float = 0.5
    drain_close: float = 3.0
    linger: float = 30.0
    control_poll: float = 0.5
    control_start: float = 5.0
    recheck: float = 600.0
    lease_typing: float = 6.0
    lease_presence: float = 45.0
    lease_tick: float = 1.0
    lease_people: int = 100
    poll_wait: float = 25.0
    polls: int = 2000
    polls_per_person: int = 12
    hello_rate: tuple[float, int] = (0.5, 10)
    sync_rate: tuple[float, int] = (5.0, 50)
    rx_rate: tuple[float, int] = (20.0, 100)
    lease_rate: tuple[float, int] = (2.0, 20)
    poll_rate: tuple[float, int] = (10.0, 100)

    def lease_seconds(self, kind: str) -> float:
        """How long a lease lasts without being renewed."""
        return self.lease_typing if kind == "typing" else self.lease_presence


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits of this installation."""
    return replace(Limits(), **getattr(settings, "REALTIME", {}))


def _forget(*, setting: str, **_more: object) -> None:
    if setting == "REALTIME":
        limits.cache_clear()


setting_changed.connect(_forget)
