"""`fault.kill.postgres`: a PostgreSQL of our own is restarted three times in immediate mode while people talk.

The servers stay up, wait the database out, and writers repeat what was not answered. The twin is the same
conversation on a database that acknowledges before it has written (`synchronous_commit = off`).
"""

import random
from collections.abc import Iterator

from tests.bench.figures import Measured, measures, progress
from tests.faults.conversation import Cast, Conversation, Outcome
from tests.faults.databases import migrate
from tests.faults.harness import fresh_server, plan
from tests.faults.services import own_postgres
from tests.faults.talkers import Progress

CAST = Cast(writers=10, readers=20)
RESTARTS = 3
TWIN_OPERATIONS = 300
# The log is then written by the commits alone, so that what was not waited for is really lost.
CARELESS = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"}


@measures("fault.kill.postgres", databases=("postgres",))
def kill_postgres(database: str) -> Iterator[Measured]:
    """The real thing, then its twin."""
    seed, size = plan(default=2000)
    talk, outcome = converse(seed, size)
    _, careless = converse(seed, min(size, TWIN_OPERATIONS), **CARELESS)
    lost = careless.found.total
    measured = outcome.measured("fault.kill.postgres", talk, restarts=RESTARTS)
    measured.extra.update(twin="fails" if lost else "passes", twin_violations=lost)
    yield measured


def converse(seed: int, size: int, **settings: str) -> tuple[Conversation, Outcome]:
    """One conversation on a cluster with these settings."""
    with own_postgres(**settings) as cluster:
        address = {"HIROBA_DATABASE_URL": cluster.create("hiroba")}
        with fresh_server("sqlite", environment=address) as server:
            migrate(server.environment)
            talk = Conversation(server, CAST, seed, size)
            talk.prepare()
            server.start()

            def restart(done: Progress, _rng: random.Random) -> None:
                for number in range(1, RESTARTS + 1):
                    done.wait_for(size * number // (RESTARTS + 1))
                    cluster.restart_at_once()
                    progress(f"  restart {number} of {RESTARTS}")

            return talk, talk.run(restart)
