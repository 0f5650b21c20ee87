"""`fault.kill.redis` and `fault.hostile_layer`: hints between two processes get lost, and nothing else does.

Writers talk to one process, readers listen at another. Redis is killed five times and emptied once; the hostile layer
drops, doubles, reorders and dies. The twins listen at a third process that believes the hints alone: the last thing
that happens is that the layer stays dead, so they miss the end.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.figures import Measured, measures, progress
from tests.faults.conversation import Cast, Conversation, Outcome
from tests.faults.harness import beside, fresh_server, plan
from tests.faults.services import OwnRedis, own_redis
from tests.faults.talkers import Progress

CAST = Cast(writers=10, readers=20)
KILLS = 5
Disturb = Callable[[Progress, random.Random], None]


@measures("fault.kill.redis")
def kill_redis(database: str) -> Iterator[Measured]:
    """Five kills and a FLUSHALL; the last kill lasts until everybody has finished talking."""
    seed, size = plan(default=2000)
    with own_redis() as redis:

        def disturb(done: Progress, _rng: random.Random) -> None:
            for number in range(1, KILLS + 1):
                done.wait_for(size * number // (KILLS + 1))
                redis.kill()
                progress(f"  kill {number} of {KILLS}")
                if number < KILLS:
                    redis.start()
                if number == 2:
                    redis.flush()

        talk, outcome = converse(database, seed, size, {"HIROBA_REDIS_URL": redis.address}, disturb)
        yield outcome.measured("fault.kill.redis", talk, kills=KILLS)


@measures("fault.hostile_layer")
def hostile_layer(database: str) -> Iterator[Measured]:
    """30 % dropped, 20 % doubled, all late by up to 0.2 s, dead twice, the second time to the end."""
    seed, size = plan(default=2000)
    with own_redis() as redis:
        dead = redis.folder / "dead"

        def disturb(done: Progress, _rng: random.Random) -> None:
            done.wait_for(size // 3)
            dead.touch()
            done.wait_for(size // 2)
            dead.unlink()
            done.wait_for(size * 4 // 5)
            dead.touch()

        talk, outcome = converse(database, seed, size, hostile(redis, dead), disturb)
        yield outcome.measured("fault.hostile_layer", talk)


def hostile(redis: OwnRedis, dead: Path) -> dict[str, str]:
    """The environment of a server with the hostile layer."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.faults.hostile", "HIROBA_HOSTILE_DEAD": str(dead)}
    return {"HIROBA_REDIS_URL": redis.address, **settings}


def converse(
    database: str, seed: int, size: int, environment: dict[str, str], disturb: Disturb
) -> tuple[Conversation, Outcome]:
    """One process for the writers, one for the readers, one without its poll for the twins."""
    with (
        fresh_server(database, environment=environment) as writers,
        beside(writers) as readers,
        beside(writers, without="poll") as twins,
    ):
        talk = Conversation(writers, CAST, seed, size, readers_at=readers, twins_at=twins)
        talk.prepare()
        for server in (writers, readers, twins):
            server.start()
        return talk, talk.run(disturb)
