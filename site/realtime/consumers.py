"""The socket at /ws/: plain ASGI, since Channels' consumers take a database thread for every frame they hear."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from common.maintenance import maintenance
from realtime import shutdown
from realtime.dialogue import Dialogue
from realtime.frames import CloseCode
from realtime.hub import hub_of_this_loop
from realtime.sessions import is_own_origin, person_behind, session_key_in
from realtime.sockets import Socket
from realtime.threads import in_database
from realtime.transports import Send

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]


async def no_such_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Any other address."""
    await receive()
    await send({"type": "websocket.accept"})
    await _close(send, CloseCode.NOWHERE)


async def stream_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Accept, check origin and login, then talk until the client or the server ends.

    Refusals come after accepting: a refusal before reaches the browser as 1006, which it would retry for ever.
    """
    await receive()
    await send({"type": "websocket.accept"})
    if maintenance() is not None:  # before the database is asked
        await _close(send, CloseCode.RESTART)
        return
    session_key = session_key_in(scope["headers"])
    person = await _person_or_refusal(scope, session_key)
    if isinstance(person, int):
        await _close(send, person)
    else:
        await _talk(Socket(send, session_key, person.public_id), receive, send)


async def _person_or_refusal(scope: dict[str, Any], session_key: str) -> "User | int":
    """Who connects, or the code that refuses this connection."""
    if not is_own_origin(scope["headers"]):
        return CloseCode.ORIGIN
    try:
        person = await in_database(person_behind, session_key)
    except Exception as error:
        logger.warning("reading a login session failed (%s: %s)", type(error).__name__, error)
        return CloseCode.RESTART
    return CloseCode.LOGIN if person is None else person


async def _talk(socket: Socket, receive: Receive, send: Send) -> None:
    hub = hub_of_this_loop()
    hub.join(socket)
    hub.windows.open(socket)
    if shutdown.is_draining():
        socket.close(CloseCode.RESTART)
    dialogue = Dialogue(hub, socket)
    writer = asyncio.create_task(socket.write())
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            dialogue.hear(message.get("text"))
    except asyncio.CancelledError:  # the server ends its applications
        await _close(send, CloseCode.RESTART)
        raise
    finally:
        dialogue.stop()
        socket.stop()
        writer.cancel()
        hub.windows.close(socket)
        hub.leave(socket)


async def _close(send: Send, code: int) -> None:
    with contextlib.suppress(ConnectionError):
        await send({"type": "websocket.close", "code": code})
