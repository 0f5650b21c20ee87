"""What a look-up filled into a draft, and where one is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cohorts.models import Answer
from common.enums import RegisterKind
from common.registers import registers_there

# Under this key a draft remembers what the register said; no field of the form has it, and it is never handed in.
LOOKED_UP = "looked_up"
NUMBER, POSTCODE = "corporate_number", "postal_code"
KINDS = {NUMBER: RegisterKind.CORPORATE_NUMBERS, POSTCODE: RegisterKind.POSTCODES}


@dataclass(frozen=True)
class Found:
    """What came of a look-up: "" as `filled` when nothing was written; `replaced` is what stood there before."""

    text: str
    is_found: bool = True
    is_filled: bool = False
    replaced: str = ""


def lookups_offered() -> frozenset[str]:
    """Keys of the fields that can be looked up now: those whose register has been imported. One query."""
    there = registers_there()
    return frozenset(key for key, kind in KINDS.items() if kind in there)


def filled_keys(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Fields that still hold what the register said about the corporate number that stands there now."""
    kept = answers.get(LOOKED_UP)
    said: dict[str, Any] = kept.value if kept is not None and isinstance(kept.value, dict) else {}
    values = {key: answer.value for key, answer in answers.items()}
    if not said or said.get(NUMBER) != values.get(NUMBER):
        return frozenset()
    return frozenset(key for key, value in said.items() if key != NUMBER and values.get(key) == value)
