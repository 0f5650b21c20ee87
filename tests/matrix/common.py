"""One route: private files. Each file kind has situations of its own, for its pages and for its original."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from cohorts.actions import attach_entry_file, declare_conflict
from cohorts.enums import EntryState
from common.models import StoredFile
from communities.actions import post_message, remove_message
from communities.enums import RemovalReason
from communities.models import Channel, Message
from mentoring.actions import publish_sketch
from mentoring.models import Sketch
from tests.factories.common import pdf, run_jobs
from tests.factories.mentoring import make_sketch
from tests.matrix import Row
from tests.matrix.cohorts import draft
from tests.matrix.cohorts import entry as received_entry
from tests.matrix.communities import open_place, term_place
from tests.matrix.mentoring import owners_entry

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
TEAM = "owner right"
OUTSIDE = "anonymous visitor declined juror organiser"
# file kind → its situations below; a kind without any fails
# Who belongs to the term's community, with the staff; and who does not.
PLACE, BEYOND = "owner right mentor organiser staff", "anonymous visitor declined juror"
FILE_KINDS = {
    "cohorts.entry": ["original_of_a_draft", "page_of_a_draft", "original_of_an_entry", "page_of_an_entry"],
    "message": ["original_of_a_members_message", "page_of_a_members_message", "original_of_an_archived_message",
                "page_of_an_archived_message", "original_of_a_removed_message", "page_of_a_removed_message"],
    "sketch": ["original_of_a_sketch", "page_of_a_sketch", "original_of_a_published_sketch",
               "page_of_a_published_sketch", "original_of_a_judged_sketch", "page_of_a_judged_sketch"],
}  # fmt: skip

ROWS = [
    Row("common:file", "no_such_file", absent=EVERYBODY),
    Row("common:file", "original_of_a_draft", allow=TEAM, absent=f"{OUTSIDE} mentor staff contractor"),
    Row("common:file", "page_of_a_draft", allow=TEAM, absent=f"{OUTSIDE} mentor staff contractor"),
    Row("common:file", "original_of_an_entry", allow=f"{TEAM} staff contractor", absent=f"{OUTSIDE} mentor"),
    Row("common:file", "page_of_an_entry", allow=f"{TEAM} staff contractor", absent=f"{OUTSIDE} mentor"),
    Row("common:file", "original_of_a_members_message", allow=PLACE, absent=f"{BEYOND} contractor"),
    Row("common:file", "page_of_a_members_message", allow=PLACE, absent=f"{BEYOND} contractor"),
    Row("common:file", "original_of_an_archived_message", allow=EVERYBODY),
    Row("common:file", "page_of_an_archived_message", allow=EVERYBODY),
    Row("common:file", "original_of_a_removed_message", absent=EVERYBODY),
    Row("common:file", "page_of_a_removed_message", absent=EVERYBODY),
    Row("common:file", "original_of_a_sketch", allow=f"{TEAM} mentor staff contractor", absent=OUTSIDE),
    Row("common:file", "page_of_a_sketch", allow=f"{TEAM} mentor staff contractor", absent=OUTSIDE),
    Row("common:file", "original_of_a_published_sketch", allow=f"{TEAM} mentor staff contractor", absent=OUTSIDE),
    Row("common:file", "page_of_a_published_sketch", allow=EVERYBODY),
    Row("common:file", "original_of_a_judged_sketch", allow=f"{TEAM} mentor staff contractor", absent=OUTSIDE),
    Row(
        "common:file",
        "page_of_a_judged_sketch",
        allow=f"{TEAM} mentor staff contractor juror",
        absent="anonymous visitor declined organiser",
    ),
]

Personas = Mapping[str, User]
Arguments = dict[str, Any]
Situation = Callable[[Personas], Arguments]


def drawn(file: StoredFile) -> StoredFile:
    """Let the worker draw its page."""
    run_jobs()
    return file


def draft_file(people: Personas) -> StoredFile:
    return drawn(attach_entry_file(entry=draft(people), upload=pdf(pages=1), by=people["owner"], now=timezone.now()))


def entry_file(people: Personas) -> StoredFile:
    entry = received_entry(people)
    return drawn(attach_entry_file(entry=entry, upload=pdf(pages=1), by=people["owner"], now=timezone.now()))


def file_of(sketch: Sketch) -> StoredFile:
    return drawn(sketch.versions.get().file)


def sketch_file(people: Personas) -> StoredFile:
    return file_of(make_sketch(owners_entry(people), upload=pdf(pages=1)))


def published_file(people: Personas) -> StoredFile:
    sketch = make_sketch(owners_entry(people), upload=pdf(pages=1))
    publish_sketch(sketch=sketch, consent=True, by=people["staff"], now=timezone.now())
    return file_of(sketch)


def judged_file(people: Personas) -> StoredFile:
    entry = received_entry(people, EntryState.REVIEWING)
    declare_conflict(entry=entry, has_conflict=False, by=people["juror"], now=timezone.now())
    return file_of(make_sketch(entry, upload=pdf(pages=1)))


def message_file(channel: Channel, by: User) -> StoredFile:
    post_message(
        channel=channel, body="", files=[pdf(pages=1)], client_id=uuid4(), by=by, now=timezone.now()
    )  # fmt: skip
    return drawn(StoredFile.objects.filter(kind="message").latest("pk"))


def removed_file(people: Personas) -> StoredFile:
    file = message_file(term_place(people), people["owner"])
    message = Message.objects.get(public_id=file.subject)
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=people["owner"], now=timezone.now())
    return file


def variant_of(make: Callable[[Personas], StoredFile], variant: str) -> Situation:
    return lambda people: {"public_id": make(people).public_id, "variant": variant}


FILES = {
    "a_draft": draft_file,
    "an_entry": entry_file,
    "a_members_message": lambda people: message_file(term_place(people), people["owner"]),
    "an_archived_message": lambda people: message_file(open_place(people, archive=True), people["organiser"]),
    "a_removed_message": removed_file,
    "a_sketch": sketch_file,
    "a_published_sketch": published_file,
    "a_judged_sketch": judged_file,
}
SITUATIONS: dict[str, Situation] = {
    f"{name}_of_{thing}": variant_of(make, variant)
    for thing, make in FILES.items()
    for name, variant in (("original", "original"), ("page", "page-1"))
}
