"""The page of the set-up: whoever has the token has it in vain as soon as there is a member of staff."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.models import User
from hiroba.setup.queries import setup_token
from tests.matrix import PERSONAS, Row

EVERYBODY = " ".join(PERSONAS)

ROWS = [
    Row("setup", "right_token", absent=EVERYBODY),
    Row("setup", "right_token", "POST", absent=EVERYBODY),
]

SITUATIONS: dict[str, Callable[[Mapping[str, User]], dict[str, Any]]] = {
    "right_token": lambda people: {"token": setup_token()},
}
