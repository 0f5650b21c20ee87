"""The JSON frames of the socket: strict reading of what clients say, building of what the server says. Pure."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from realtime.limits import limits
from realtime.registry import Payload

VERSION = 1
MAX_SEQ = 2**53  # what a JSON number carries exactly in every client


class CloseCode:
    """Why the server ends a socket. Clients retry on RESTART and BEHIND, slowly on FLOOD, never on the others.

    On CROWDED they go on without a socket until they are looked at again.
    """

    BEHIND = 4011
    RESTART = 4012
    MALFORMED = 4400
    LOGIN = 4401
    ORIGIN = 4403
    NOWHERE = 4404
    SILENT = 4408
    TOO_LARGE = 4413
    CROWDED = 4414
    FLOOD = 4429


class FrameError(Exception):
    """The client broke the protocol; `code` closes its socket."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(str(code))


@dataclass(frozen=True)
class Position:
    """Where a client stands in a stream."""

    epoch: str
    seq: int


@dataclass(frozen=True)
class Hello:
    """Subscribe to these streams, or resume them."""

    positions: dict[str, Position]


@dataclass(frozen=True)
class Sync:
    """Send what comes after `after` once more."""

    stream: str
    after: int


@dataclass(frozen=True)
class Received:
    """The client has everything up to these numbers."""

    seqs: dict[str, int]


class LeaseKind(StrEnum):
    """What a person may say about themselves for a while."""

    TYPING = "typing"
    PRESENCE = "presence"


@dataclass(frozen=True)
class Lease:
    """ "I am here" or "I am writing", for some seconds; `on` False takes it back."""

    kind: LeaseKind
    stream: str
    on: bool


ClientFrame = Hello | Sync | Received | Lease


def parse(text: str) -> ClientFrame:
    """Read one client frame; FrameError for anything that is not exactly a frame of the contract."""
    if len(text) > limits().frame_bytes or len(text.encode()) > limits().frame_bytes:
        raise FrameError(CloseCode.TOO_LARGE)
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrameError(CloseCode.MALFORMED) from error
    _need(isinstance(frame, dict) and isinstance(frame.get("t"), str) and frame["t"] in _readers)
    return _readers[frame["t"]](frame)


def _hello(frame: dict[str, Any]) -> Hello:
    _need(frame.keys() == {"t", "v", "subs"} and frame["v"] == VERSION and isinstance(frame["subs"], dict))
    _count(frame["subs"])
    return Hello({_stream(stream): _position(position) for stream, position in frame["subs"].items()})


def _sync(frame: dict[str, Any]) -> Sync:
    _need(frame.keys() == {"t", "s", "from"})
    return Sync(_stream(frame["s"]), _seq(frame["from"]))


def _received(frame: dict[str, Any]) -> Received:
    _need(frame.keys() == {"t", "q"} and isinstance(frame["q"], dict))
    _count(frame["q"])
    return Received({_stream(stream): _seq(seq) for stream, seq in frame["q"].items()})


def _lease(frame: dict[str, Any]) -> Lease:
    _need(frame.keys() == {"t", "s", "on"} and isinstance(frame["on"], bool))
    return Lease(LeaseKind(frame["t"]), _stream(frame["s"]), frame["on"])


_readers: dict[str, Callable[[dict[str, Any]], ClientFrame]] = {
    "hello": _hello,
    "sync": _sync,
    "rx": _received,
    **dict.fromkeys(LeaseKind, _lease),
}


def _need(condition: bool) -> None:
    if not condition:
        raise FrameError(CloseCode.MALFORMED)


def _count(streams: dict[str, Any]) -> None:
    if len(streams) > limits().streams_per_socket:
        raise FrameError(CloseCode.TOO_LARGE)


def _position(value: Any) -> Position:
    _need(isinstance(value, dict) and value.keys() == {"e", "q"} and isinstance(value["e"], str))
    return Position(value["e"], _seq(value["q"]))


def _stream(value: Any) -> str:
    _need(isinstance(value, str))
    try:
        return str(UUID(value))
    except ValueError as error:
        raise FrameError(CloseCode.MALFORMED) from error


def _seq(value: Any) -> int:
    _need(type(value) is int and 0 <= value < MAX_SEQ)
    return int(value)


def cannot_resume(epoch: str, seq: int, current: str, head: int) -> bool:
    """Another numbering than the `current` one, a client ahead of `head`, or too far behind: it is reset."""
    return epoch != current or seq > head or head - seq > limits().ring


def _text(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def welcome(heads: dict[str, Position]) -> str:
    """The streams that were opened, with epoch and current number."""
    return _text({"t": "welcome", "heads": {stream: {"e": at.epoch, "q": at.seq} for stream, at in heads.items()}})


def denied(stream: str, why: str) -> str:
    """The stream is missing or not for this reader ("absent": the two are never told apart)."""
    return _text({"t": "denied", "s": stream, "why": why})


def event(stream: str, seq: int, kind: str, payload: Payload) -> str:
    """One event, the same text for every reader."""
    return _text({"t": "ev", "s": stream, "q": seq, "k": kind, "d": payload})


def heartbeat(heads: dict[str, int]) -> str:
    """Current numbers: shows a client what it silently lost, and a held client that there is more to pull."""
    return _text({"t": "hb", "heads": heads})


def lease(kind: LeaseKind, stream: str, people: list[str], *, on: bool) -> str:
    """Who is (or is no longer) here or writing, by public id; a page fetches names from its own partial."""
    return _text({"t": kind, "s": stream, "p": people, "on": on})


def reset(stream: str, epoch: str, head: int) -> str:
    """The client cannot be brought up to date event by event: fetch the page again and go on from `head`."""
    return _text({"t": "reset", "s": stream, "epoch": epoch, "head": head})
