"""The file kind "sketch": who may read its bytes, and what happens when the worker has drawn a PDF."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.rights import allowed
from cohorts.file_kinds import account_of_entry
from cohorts.queries import declaration_of
from common.files.registry import (
    PICTURES_AND_PDF,
    FileKind,
    is_page,
    on_file_ready,
    on_file_refused,
    register_file_kind,
)
from common.models import StoredFile
from mentoring.actions.sketches import FILE_KIND, lay_out_pages, tell_version_refused
from mentoring.models import Sketch
from mentoring.queries import sketch_of_file

MOST_VERSIONS = 40


def may_read_file(user: User | AnonymousUser, file: StoredFile, variant: str) -> bool:
    """Whoever may see the sketch; everybody when it is published; jurors of an open review.

    The last two get pages only: pictures that were written anew. Originals stay closed to them, since a PDF may name
    its author.
    """
    sketch = sketch_of_file(file)
    if sketch is None:
        return False
    if allowed(user, "mentoring.view_sketch", sketch):
        return True
    return is_page(variant) and (sketch.is_public or judges_now(user, sketch))


def judges_now(user: User | AnonymousUser, sketch: Sketch) -> bool:
    """A juror who has declared that there is no conflict, while the entry is under review."""
    if not isinstance(user, User) or not allowed(user, "cohorts.score_entry", sketch.entry):
        return False
    declared = declaration_of(sketch.entry, user)
    return declared is not None and not declared.has_conflict


def account_of_sketch(subject: UUID, _by: User | None) -> str:
    """A sketch takes the room of its entry's organisation, whoever draws it."""
    sketch = Sketch.objects.select_related("entry__organisation", "entry__applicant").get(public_id=subject)
    return account_of_entry(sketch.entry)


def show_pages(file: StoredFile) -> None:
    """Called in the transaction that makes a file ready."""
    lay_out_pages(file=file, now=timezone.now())


def tell_refusal(file: StoredFile) -> None:
    """Called in the transaction that refuses a file after it was received."""
    tell_version_refused(file=file, now=timezone.now())


def register() -> None:
    """Called once when the app is ready."""
    kind = FileKind(
        FILE_KIND, may_read_file, accepts=PICTURES_AND_PDF, max_files=MOST_VERSIONS, account=account_of_sketch
    )
    register_file_kind(kind)
    on_file_ready(FILE_KIND, show_pages)
    on_file_refused(FILE_KIND, tell_refusal)
