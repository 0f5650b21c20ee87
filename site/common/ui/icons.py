"""Names of the drawn icons; a test compares them with the symbols of `icons.svg`."""

from typing import Literal

IconName = Literal[
    "arrow", "back", "bell", "bulb", "calendar", "call", "card", "check", "checkc", "clip", "clock", "close",
    "doc", "down", "download", "error", "eye", "flag", "gear", "hand", "hands", "hash", "help", "home", "image",
    "info", "layers", "link", "lock", "lot", "mail", "menu", "minus", "money", "pencil", "people", "person",
    "phone", "pin", "place", "plus", "precedent", "reply", "right", "ruby", "scale", "search", "send", "show",
    "smile", "swap", "table", "truck", "undo", "up", "video", "warn", "wecan", "zoomin", "zoomout",
]  # fmt: skip
IconOrNone = Literal[IconName, ""]
