"""`fault.revoke.p99`: how long a socket in another process outlives the right it was opened with.

People log out or leave the community over HTTP at one process; their sockets hang at another. Measured from the
answer of the POST to the close (4401) or the denial. The twin is a process that reads rights at the opening only.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.bench.figures import Measured, measures
from tests.faults.harness import Server, beside, fresh_server, plan
from tests.faults.place import make_place
from tests.faults.posting import Poster

TWINS = 4
PATIENCE_SECONDS = 3.0


@measures("fault.revoke.p99")
def revoke(database: str) -> Iterator[Measured]:
    """Half of the people log out, half leave; then the twins."""
    seed, size = plan(default=100)
    with (
        fresh_server(database, redis=database == "postgres") as first,
        beside(first) as second,
        beside(first, without="control") as blind,
    ):
        place = make_place(first, size + TWINS + 1)
        for server in (first, second, blind):
            server.start()
        people = place["sessions"][1:]  # the first one keeps the community
        waits = asyncio.run(revoke_all(first, second, place, people[:size]))
        twins = asyncio.run(revoke_all(first, blind, place, people[size:]))
    late = [wait for wait in waits if wait >= PATIENCE_SECONDS]
    times = sorted(1000 * wait for wait in waits)
    extra = {
        "seed": seed, "p50": round(times[len(times) // 2]), "unheard": len(late),
        "twin": "fails" if min(twins) >= PATIENCE_SECONDS else "passes",
    }  # fmt: skip
    yield Measured("fault.revoke.p99", times, n=size, value=times[int(len(times) * 0.99)], extra=extra)


async def revoke_all(first: Server, second: Server, place: dict[str, Any], sessions: list[str]) -> list[float]:
    """One after another, with everybody's sockets open at the same time."""
    links = [await opened(second, place, session) for session in sessions]
    waits = []
    for number, (session, link) in enumerate(zip(sessions, links, strict=True)):
        hearing = asyncio.create_task(ended(link))
        address = "/logout/" if number % 2 else await community_of(first, place)
        status = await asyncio.to_thread(post, first, session, address)
        answered = time.monotonic()
        assert status in (200, 204, 302, 303), (address, status)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                waits.append(max(0.0, await hearing - answered))
        except TimeoutError:
            waits.append(PATIENCE_SECONDS)
        await link.close()
    return waits


async def opened(server: Server, place: dict[str, Any], session: str) -> Any:
    """A socket that follows the channel."""
    link = await connect(
        f"ws://127.0.0.1:{server.port}/ws/", origin=server.url,  # type: ignore[arg-type]
        additional_headers={"Cookie": f"sessionid={session}"}, open_timeout=30,
    )  # fmt: skip
    await link.send(json.dumps({"t": "hello", "v": 1, "subs": {place["stream"]: {"e": place["epoch"], "q": 0}}}))
    assert json.loads(await link.recv())["t"] == "welcome"
    return link


async def ended(link: Any) -> float:
    """The moment of the close or the denial."""
    try:
        while json.loads(await link.recv())["t"] != "denied":
            pass
    except ConnectionClosed:
        assert link.close_code == 4401, link.close_code
    return time.monotonic()


_communities: dict[str, str] = {}


async def community_of(server: Server, place: dict[str, Any]) -> str:
    """Where the members of the channel leave its community."""
    channel = place["channel"]
    if channel not in _communities:
        code = "from communities.models import Community as C; print(C.objects.get().public_id)"
        _communities[channel] = (await asyncio.to_thread(server.python, code)).strip()
    return f"/communities/{_communities[channel]}/leave/"


def post(server: Server, session: str, address: str) -> int:
    """The status of an empty form."""
    with Poster(server.port, session) as person:
        return person.post(address, {})[0]
