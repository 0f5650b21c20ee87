"""Who may read a stream is who may read the page it belongs to; for everybody else it does not exist.

Scripts ask here, so nobody is sent to a login page: 401 says that a login is needed, whether there is such a stream or
not. These routes are ASGI beside Django's pages, hence an `ask` of their own. `KINDS` names the situation of each
kind of stream; `tests/realtime/test_kinds.py` holds the socket against the same rows.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse

from accounts.models import User
from realtime.queries import CONTROL, CONTROL_KEY, stream_for
from realtime.routing import http_urlpatterns
from realtime.turnstile import turnstile
from tests.factories.communities import event_in
from tests.matrix import MISSING, Row
from tests.matrix.communities import EVERYBODY, MEMBERS, OUTSIDERS, open_place, term_place
from tests.matrix.livedemo import OTHERS as BOARDLESS
from tests.matrix.mentoring import OTHERS, WATCHING, own_sketch
from tests.realtime.polling import Question, ask_on_the_spot

LOGGED_IN = EVERYBODY.replace("anonymous", "").strip()
KINDS = {
    "channel": "stream_of_a_term_channel",
    "sketch": "stream_of_a_sketch",
    "inbox": "stream_of_the_owners_inbox",
    "control": "control_stream",
    "board": "stream_of_the_board",
    "event": "stream_of_a_term_event",
}

ROWS = [
    Row("realtime:events", "stream_of_a_term_channel", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("realtime:events", "stream_of_an_archived_channel", allow=EVERYBODY),
    Row("realtime:events", "stream_of_a_term_event", allow=f"{MEMBERS} staff", absent=OUTSIDERS, login="anonymous"),
    Row("realtime:events", "stream_of_a_sketch", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row(
        "realtime:events", "stream_of_the_owners_inbox",
        allow="owner", absent=LOGGED_IN.replace("owner ", ""), login="anonymous",
    ),
    Row("realtime:events", "control_stream", absent=LOGGED_IN, login="anonymous"),
    Row("realtime:events", "stream_of_the_board", allow="staff", absent=BOARDLESS, login="anonymous"),
    Row("realtime:events", "no_such_stream", absent=LOGGED_IN, login="anonymous"),
]  # fmt: skip


def stream_of(kind: str, thing: Any) -> dict[str, Any]:
    return {"public_id": stream_for(kind, str(thing.public_id)).public_id}


SITUATIONS: dict[str, Callable[[Mapping[str, User]], dict[str, Any]]] = {
    "stream_of_a_term_channel": lambda people: stream_of("channel", term_place(people)),
    "stream_of_an_archived_channel": lambda people: stream_of("channel", open_place(people, archive=True)),
    "stream_of_a_term_event": lambda people: stream_of("event", event_in(term_place(people).community)),
    "stream_of_a_sketch": lambda people: stream_of("sketch", own_sketch(people)),
    "stream_of_the_owners_inbox": lambda people: stream_of("inbox", people["owner"]),
    "control_stream": lambda people: {"public_id": stream_for(CONTROL, CONTROL_KEY).public_id},
    "stream_of_the_board": lambda people: {"public_id": stream_for("board", "ui").public_id},
    "no_such_stream": lambda people: {"public_id": MISSING},
}

ROUTES = {str(pattern.name) for pattern in http_urlpatterns}


def ask(row: Row, arguments: dict[str, Any], session: str) -> HttpResponse:
    turnstile._buckets.clear()  # who may ask is told here, not how often
    return ask_on_the_spot(Question(arguments["public_id"], session=session))
