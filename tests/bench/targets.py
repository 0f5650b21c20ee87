"""Every figure's target and unit; a figure without a row here cannot be registered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A bound on a value; `sign` is `<=`, `>=` or `==`."""

    sign: str
    bound: float
    unit: str

    def is_met(self, value: float) -> bool:
        """Whether a measured value is good enough."""
        if self.sign == "<=":
            return value <= self.bound
        if self.sign == ">=":
            return value >= self.bound
        return value == self.bound

    def __str__(self) -> str:
        """The target as it stands in the printed line, e.g. `<=120`."""
        return f"{self.sign}{self.bound:g}"


TARGETS: dict[str, Target] = {
    "start.first": Target("<=", 120, "s"),
    "start.again": Target("<=", 8, "s"),
    "image.renditions": Target("<=", 0.60, "ratio"),
    "pdf.ten": Target("<=", 2, "s"),
    "fault.hostile_files": Target("==", 0, "violations"),
    "fault.aborted_uploads": Target("==", 0, "violations"),
    "fault.ingest_kill": Target("==", 0, "violations"),
    "fault.file_replay": Target("==", 0, "violations"),
    "fanout.daphne.500": Target(">=", 0.25, "ratio"),
    "fanout.daphne.500.p99": Target("<=", 25, "ms"),
    "fanout.sansio.500": Target(">=", 0.55, "ratio"),
    "fanout.http.p99": Target("<=", 80, "ms"),
    "fanout.redis": Target(">=", 0.90, "ratio"),
    "fanout.1000over500": Target(">=", 0.80, "ratio"),
    "socket.kib": Target("<=", 40, "KiB"),
    "fault.kill.app": Target("==", 0, "violations"),
    "fault.mail_kill": Target("==", 0, "violations"),
    "fault.hostile_layer": Target("==", 0, "violations"),
    "fault.kill.redis": Target("==", 0, "violations"),
    "fault.kill.postgres": Target("==", 0, "violations"),
    "fault.double_submit": Target("==", 0, "violations"),
    "fault.last_seats": Target("==", 0, "violations"),
    "fault.slot_race": Target("==", 0, "violations"),
    "fault.deadline": Target("==", 0, "violations"),
    "fault.announce_kill": Target("==", 0, "violations"),
    "fault.revoke.p99": Target("<=", 1000, "ms"),
    "fault.longpoll": Target("<=", 2, "ratio"),
    "post.seen.p99": Target("<=", 150, "ms"),
    "post.rate": Target(">=", 0.30, "ratio"),
    "post.action": Target(">=", 0.65, "ratio"),
    "channel.page.queries": Target("<=", 12, "queries"),
    "channel.page.cpu": Target("<=", 60, "ms"),
    "page.cached": Target(">=", 2.0, "ratio"),
    "page.notmodified": Target(">=", 1.0, "ratio"),
    "page.cached.p99over50": Target("<=", 5, "ratio"),
    **{f"page.{name}.queries": Target("<=", 8, "count") for name in ("home", "showcase_index", "showcase")},
    **{f"page.{name}.cpu": Target("<=", 12, "ms") for name in ("home", "showcase_index", "showcase")},
    "web.lcp": Target("<=", 2.0, "s"),
    "web.cls": Target("<=", 0.02, "score"),
    "web.kb": Target("<=", 150, "KB"),
    "web.thirdparty": Target("==", 0, "requests"),
    "search.recall": Target("==", 1.0, "ratio"),
    "search.p95": Target("<=", 60, "ms"),
    "sketch.page.queries": Target("<=", 12, "queries"),
    "sketch.page.cpu": Target("<=", 80, "ms"),
    "pin.seen.p99": Target("<=", 200, "ms"),
    "slots.queries": Target("<=", 10, "queries"),
    "slots.cpu": Target("<=", 100, "ms"),
    "entry.step.cpu": Target("<=", 25, "ms"),
    "entry.autosave.cpu": Target("<=", 15, "ms"),
    "board.queries": Target("<=", 12, "queries"),
    "board.cpu": Target("<=", 80, "ms"),
    "ranking.seconds": Target("<=", 0.5, "s"),
    "announce.3000.seconds": Target("<=", 60, "s"),
    "fault.slow_readers": Target("<=", 50, "MB"),
    "fault.restart_closecode": Target("==", 0, "sockets"),
    "fault.body": Target("<=", 20, "MB"),
}
