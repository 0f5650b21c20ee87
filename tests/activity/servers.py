"""A real mail server on a port of its own that refuses, drops or swallows as a test wishes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.ports import free_port

Answer = Callable[[str], str | None]


class Box:
    """What arrived, and how the server behaves. `at_data` answers a refusal, "drop", or None for a recipient."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.at_rcpt: Answer = lambda to: None
        self.at_data: Answer = lambda to: None

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.messages]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        refusal = self.at_rcpt(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.at_data(envelope.rcpt_tos[0])
        if answer in (None, "drop"):
            self.messages.append(message_from_bytes(envelope.content))
        if answer == "drop":
            server.transport.abort()
        return answer if answer not in (None, "drop") else "250 OK"


@contextmanager
def mail_server(settings: Any) -> Iterator[Box]:
    """Run one and point the settings at it."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 5
    try:
        yield box
    finally:
        controller.stop()
