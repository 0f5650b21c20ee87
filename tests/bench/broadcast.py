"""`python -m tests.bench.broadcast serve --port N`: the floor of fanout, raw `websockets` broadcasting one text.

It is driven like the product (tests/bench/driven.py): `{"do": "broadcast", "text": …}`; all may come in.
"""

import asyncio
import http
import json
import os
import sys
import time
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main(port: int) -> None:
    links: set[ServerConnection] = set()

    async def stay(link: ServerConnection) -> None:
        links.add(link)
        await link.wait_closed()

    async def obey(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            began = time.monotonic()
            broadcast(links, json.loads(line)["text"])
            writer.write(json.dumps({"began": began, "done": time.monotonic(), "answer": None}).encode() + b"\n")

    def health(link: ServerConnection, request: Any) -> Any:
        return link.respond(http.HTTPStatus.OK, "") if request.path.startswith("/healthz/") else None

    await asyncio.start_unix_server(obey, os.environ["HIROBA_DRIVE"])
    async with serve(
        stay, "127.0.0.1", port, process_request=health, compression=None, ping_interval=None, backlog=4096
    ):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[-1])))
