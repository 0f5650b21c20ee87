"""The embedded server: daphne inside this process, so that we decide what it takes in and how it starts and ends."""

import asyncio
import gc
import logging
from typing import Any

from daphne.server import Server
from django.conf import settings
from django.urls import get_resolver
from twisted.internet import defer

from hiroba.access import logged, open_log
from hiroba.launch import requests
from realtime import shutdown
from realtime.limits import limits

logger = logging.getLogger(__name__)

# Together less than the patience of `start` (supervisor.STOP_SECONDS).
HTTP_SECONDS = 5.0
LOOK_SECONDS = 0.02


# How many new objects, and rounds of the younger generations, before the collector looks through each generation. With
# 500 sockets a look at the oldest takes some 35 ms; Python's own numbers let that happen every two seconds of a lively
# talk, in the middle of an event. What makes no cycle is freed at once in any case.
GC_THRESHOLDS = (20_000, 20, 50)


class EmbeddedServer(Server):
    """Daphne that says when it could not listen, caps bodies and lets requests and sockets end in order."""

    could_listen = True

    def __init__(self, application: Any, **more: Any) -> None:
        self.channels: set[requests.Channel] = set()
        self.ports: list[Any] = []
        self.is_mended = requests.can_mend()
        served = requests.with_stored_bodies(logged(application))
        super().__init__(served, ready_callable=self.get_ready, **more)

    def get_ready(self) -> None:
        """Everything is loaded and nobody is connected yet."""
        if self.is_mended:
            requests.mend(self)
        # What was loaded stays: the collector need not look at it again (page beside chat p99 152 → 54 ms).
        get_resolver().url_patterns  # noqa: B018 - loads every view
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)

    def listen_success(self, port: Any) -> None:
        """Remember the port, to close it first."""
        self.ports.append(port)
        super().listen_success(port)

    def listen_error(self, failure: Any) -> None:
        """Remember the failure: stock daphne stops with exit code 0."""
        self.could_listen = False
        super().listen_error(failure)

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """Start the application for one request or socket."""
        if isinstance(protocol, requests.Request):
            protocol.describe(scope)
        return super().create_application(protocol, scope)

    def kill_all_applications(self) -> Any:
        """Called once before the reactor stops; it waits for the end of this.

        Stock daphne cancels everything at once, and raises KeyError on a request that has finished.
        """
        ended = defer.Deferred.fromFuture(asyncio.ensure_future(self.end()))
        ended.addErrback(lambda failure: logger.error("ending in order failed: %s", failure.getTraceback()))
        return ended

    async def end(self) -> None:
        """Take nothing new, finish requests, close sockets with a code after the drain, cancel what is left."""
        for port in self.ports:
            port.stopListening()
        for channel in list(self.channels):
            if not channel.is_upgraded:
                channel.close_after_answer()
        await asyncio.gather(shutdown.drain(), self._finish_requests())
        left = self._running()
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _finish_requests(self) -> None:
        """Wait until every answer is written and read, a few seconds at most."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + HTTP_SECONDS
        while loop.time() < deadline and (self._running(http_only=True) or self._open_channels()):
            await asyncio.sleep(LOOK_SECONDS)

    def _running(self, *, http_only: bool = False) -> list[asyncio.Task[None]]:
        tasks = [
            details["application_instance"]
            for protocol, details in self.connections.items()
            if "application_instance" in details and not (http_only and hasattr(protocol, "sendClose"))
        ]
        return [task for task in tasks if not task.done()]

    def _open_channels(self) -> bool:
        return any(not channel.is_upgraded for channel in self.channels)


def serve(application: Any, *, host: str, port: int) -> bool:
    """Serve until SIGTERM or SIGINT; answer whether the port could be opened."""
    open_log(settings.ACCESS_LOG, settings.DATA_DIR)
    server = EmbeddedServer(
        application,
        endpoints=[f"tcp:port={port}:interface={host}"],
        server_name="hiroba",
        verbosity=0,
        websocket_max_message_size=limits().frame_bytes,
        websocket_max_frame_size=limits().frame_bytes,
    )
    server.run()
    return server.could_listen
