"""What a situation of the rows looks like: each function makes it from the personas and gives the URL's arguments.

An app keeps its own in `SITUATIONS` beside its rows; these here serve the apps below them.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from accounts.models import User
from activity.actions import send_mail_to
from activity.models import Delivery
from tests.matrix import MISSING, Row

Personas = Mapping[str, User]
Arguments = dict[str, Any]


def a_mail(people: Personas) -> Arguments:
    send_mail_to(to=people["owner"], kind="accounts/login_code", context={"code": "000000", "minutes": 10})
    return {"public_id": Delivery.objects.latest("pk").public_id}


SITUATIONS: dict[str, Callable[[Personas], Arguments]] = {
    "nothing": lambda people: {},
    "a_persona": lambda people: {"persona": "owner"},
    "no_such_persona": lambda people: {"persona": "nobody"},
    "a_mail": a_mail,
    "no_such_mail": lambda people: {"public_id": MISSING},
    "no_such_file": lambda people: {"public_id": MISSING, "variant": "page-1"},
}


def situation_of(row: Row) -> Callable[[Personas], Arguments]:
    """The app's own situation of that name, or the shared one; KeyError when nobody describes it."""
    own = getattr(import_module(f"tests.matrix.{row.url.split(':')[0]}"), "SITUATIONS", {})
    return own.get(row.situation) or SITUATIONS[row.situation]
