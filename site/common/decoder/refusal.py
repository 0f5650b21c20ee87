"""Why a file cannot be taken."""

from typing import Literal

Reason = Literal[
    "pixels", "animated", "encrypted", "pages", "broken", "scripted", "macros", "embedded", "external", "unpacked"
]


class Refused(Exception):
    """The file cannot be taken; `common.files.decoding` has the sentence for each reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
