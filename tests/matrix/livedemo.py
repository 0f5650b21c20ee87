"""The board on the page of components: for the staff who enter the content management; for others it does not exist."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from tests.matrix import Row

OTHERS = "visitor owner right declined juror mentor organiser contractor"
STAFF_ONLY = {"allow": "staff", "absent": OTHERS, "login": "anonymous"}

ROWS = [
    Row("livedemo:part", "nothing", **STAFF_ONLY),
    Row("livedemo:people", "nothing", **STAFF_ONLY),
    Row("livedemo:note_post", "nothing", "POST", **STAFF_ONLY),
    Row("livedemo:note_edit", "note_of_staff", "POST", **STAFF_ONLY),
    Row("livedemo:note_edit", "note_of_somebody", "POST", absent=f"{OTHERS} staff", login="anonymous"),
    Row("livedemo:note_remove", "note_of_staff", "POST", **STAFF_ONLY),
    Row("livedemo:note_remove", "note_of_somebody", "POST", absent=f"{OTHERS} staff", login="anonymous"),
]


def note_of(writer: User) -> dict[str, Any]:
    from hiroba.livedemo.actions import post_note

    posted = post_note(body="ためし", client_id=uuid4(), by=writer, now=timezone.now())
    return {"public_id": posted.note.public_id}


SITUATIONS: dict[str, Callable[[Mapping[str, User]], dict[str, Any]]] = {
    "note_of_staff": lambda people: note_of(people["staff"]),
    "note_of_somebody": lambda people: note_of(people["owner"]),
}
FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "livedemo:note_post": lambda persona: {"body": "ためし", "client_id": str(uuid4())},
    "livedemo:note_edit": lambda persona: {"body": "書き直し", "rev": 0},
}
