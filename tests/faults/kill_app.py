"""`fault.kill.app`: the real server is killed in the middle of a conversation, many times.

Fifty writers, a hundred readers, twenty kills by default; a smaller `N=` has fewer of each. value = lost + doubled +
gaps + wrong orders. The twins are readers that connect again without resuming.
"""

import random
from collections.abc import Iterator

from tests.bench.figures import Measured, measures, progress
from tests.faults.conversation import Cast, Conversation
from tests.faults.harness import fresh_server, plan
from tests.faults.talkers import Progress

OPERATIONS_PER_KILL = 500
LEAST_KILLS = 4


def cast_for(size: int) -> Cast:
    """50 writers and 100 readers for 10,000 operations."""
    return Cast(writers=min(50, max(5, size // 200)), readers=min(100, max(3, size // 100)))


@measures("fault.kill.app")
def kill_app(database: str) -> Iterator[Measured]:
    """Run one conversation through its kills and hold every ledger against the database."""
    seed, size = plan(default=10_000)
    kills = max(LEAST_KILLS, size // OPERATIONS_PER_KILL)
    with fresh_server(database) as server:
        talk = Conversation(server, cast_for(size), seed, size, twins_resume=False)
        talk.prepare()
        server.start()

        def kill(done: Progress, rng: random.Random) -> None:
            for number, point in enumerate(sorted(rng.sample(range(size // 20, size - size // 20), kills)), start=1):
                done.wait_for(point)
                server.kill()
                progress(f"  kill {number} of {kills} after {point} operations")
                server.start()

        outcome = talk.run(kill)
        server.stop()
    yield outcome.measured("fault.kill.app", talk, kills=kills)
