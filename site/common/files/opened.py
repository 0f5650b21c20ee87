"""Telling whoever keeps the audit trail that somebody opens a file; common may not import that app.

Handlers are called before the first byte is handed out: when one raises, nothing is shown.
"""

from collections.abc import Callable
from typing import Any

from common.models import FileVariant

OpenedHandler = Callable[[FileVariant, Any], None]
file_opened: list[OpenedHandler] = []


def announce_opened(variant: FileVariant, user: Any) -> None:
    """`user` (perhaps anonymous) is about to get this form of a file."""
    for handler in file_opened:
        handler(variant, user)
