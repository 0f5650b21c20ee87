"""What every plot returns: two drawings, the sentence, the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Figure:
    """A plot with everything that must stand beside it.

    `wide` is drawn for 480 px and more, `narrow` for a phone of 360 px; both are the same data drawn twice,
    so that no label falls under 12 px. `rows` feed the table and the CSV, first cell = name of the row.
    """

    title: str
    sentence: str
    source: str
    wide: SafeString
    narrow: SafeString
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]
    made_up: bool = False
