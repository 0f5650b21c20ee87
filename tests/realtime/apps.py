"""The tests' own kind of stream: a board whose key lists the e-mail addresses that may read it."""

from typing import Any

from django.apps import AppConfig

BOARD = "test-board"


def may_read_board(user: Any, key: str) -> bool:
    return user.is_authenticated and user.email in key.split(",")


def register_board() -> None:
    from realtime.registry import StreamKind, register_stream_kind, render_ids

    register_stream_kind(StreamKind(BOARD, may_read_board, render_ids))


class BoardConfig(AppConfig):
    name = "tests.realtime"
    label = "test_board"

    def ready(self) -> None:
        register_board()
