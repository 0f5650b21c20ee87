"""Sketches and their versions. A version's pages appear when its file is ready: at once for a picture, by the worker
for a PDF."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts.models import Entry
from common.errors import InvalidInput, Sentence
from common.files import check_upload, keep_file
from common.files.receiving import Checked
from common.locking import lock
from common.models import StoredFile
from common.text import as_name
from mentoring.models import Sketch, SketchPage, SketchVersion
from realtime.actions import append_event

STREAM_KIND = "sketch"
FILE_KIND = "sketch"
PAGE = "page-"


def create_sketch(
    *,
    entry: Entry,
    title: str,
    upload: UploadedFile,
    caption: str,
    by: User,
    now: datetime,
    client_id: UUID | None = None,
) -> Sketch:
    """Put the first version of a new sketch on the table; the same `client_id` again answers the same sketch.

    The file is opened before anything is locked. Then the entry's row is locked, so that a doubled upload waits and
    finds the sketch. Raises InvalidInput (fields title, caption, file) with nothing written.
    """
    name = _line(title, "title", _("Please give the sketch a title."))
    words = _caption(caption)
    with check_upload(upload=upload, kind=FILE_KIND) as checked, transaction.atomic():
        lock(Entry, entry.public_id)
        earlier = _uploaded_before(by, client_id)
        if earlier is not None:
            return earlier.sketch
        sketch = Sketch.objects.create(entry=entry, title=name, created_by=by, created_at=now)
        _write_version(sketch, checked, caption=words, by=by, now=now, client_id=client_id)
        record(verb="sketch_created", subject=sketch, by=by, now=now, facts={"entry": str(entry.public_id)})
        return sketch


def add_version(
    *, sketch: Sketch, upload: UploadedFile, caption: str, by: User, now: datetime, client_id: UUID | None = None
) -> SketchVersion:
    """Add the next version; older ones stay with their pins. The same `client_id` again answers the same version.

    Order: check the caption, open the file, lock the sketch (a doubled upload waits here), write file, event, version
    and pages.
    """
    words = _caption(caption)
    with check_upload(upload=upload, kind=FILE_KIND) as checked, transaction.atomic():
        locked = lock(Sketch, sketch.public_id)
        earlier = _uploaded_before(by, client_id)
        return earlier or _write_version(locked, checked, caption=words, by=by, now=now, client_id=client_id)


def _write_version(
    sketch: Sketch, checked: Checked, *, caption: str, by: User, now: datetime, client_id: UUID | None
) -> SketchVersion:
    """The file is named anew, because the name people give a file may tell who they are."""
    number = sketch.versions.count() + 1
    name = f"sketch-{number}.{checked.name.rpartition('.')[2]}"
    file = keep_file(checked=checked, subject=sketch.public_id, by=by, now=now, name=name)
    _tell(sketch, file, number, by=by, now=now)
    version = SketchVersion.objects.create(
        sketch=sketch,
        number=number,
        file=file,
        caption=caption,
        created_by=by,
        created_at=now,
        client_id=client_id or uuid4(),
    )
    _write_pages(version, file)
    record(verb="sketch_version_added", subject=sketch, by=by, now=now, facts={"version": number})
    return version


def _uploaded_before(by: User, client_id: UUID | None) -> SketchVersion | None:
    if client_id is None:
        return None
    return SketchVersion.objects.select_related("sketch").filter(created_by=by, client_id=client_id).first()


def _caption(text: str) -> str:
    return _line(text, "caption", _("Please say in one line what the drawing shows."))


def _line(text: str, field: str, missing: Sentence) -> str:
    """One visible line, or the sentence under its field."""
    try:
        line = " ".join(as_name(text).split())
    except InvalidInput as error:
        raise InvalidInput({field: error.sentence}) from error
    longest = {"title": 80, "caption": 120}[field]
    if not line:
        raise InvalidInput({field: missing})
    if len(line) > longest:
        raise InvalidInput({field: _("Please use at most %(limit)d characters.") % {"limit": longest}})
    return line


def _tell(
    sketch: Sketch, file: StoredFile, number: int, *, by: User | None, now: datetime, event: str = "version_added"
) -> None:
    append_event(
        kind=STREAM_KIND,
        key=sketch.stream_key,
        event=event,
        object_id=sketch.public_id,
        data={"version": number, "ready": file.is_ready},
        by=by,
        now=now,
    )


def _write_pages(version: SketchVersion, file: StoredFile) -> None:
    """One row for each page that can be shown; pages that stand there already are left alone."""
    sizes = {v.name: v for v in file.variants.all() if v.name.removeprefix(PAGE).isdecimal()}
    known = set(version.pages.values_list("number", flat=True))
    pages = ((int(name.removeprefix(PAGE)), variant) for name, variant in sizes.items())
    SketchPage.objects.bulk_create(
        SketchPage(version=version, number=number, width=variant.width, height=variant.height)
        for number, variant in sorted(pages, key=lambda page: page[0])
        if number not in known
    )


@transaction.atomic
def lay_out_pages(*, file: StoredFile, now: datetime) -> None:
    """Show the pages of a PDF that the worker has just drawn, and tell everybody who looks.

    Runs inside the job's transaction. A file without a version (its upload was rolled back) is left alone.
    """
    version = SketchVersion.objects.select_related("sketch").filter(file=file).first()
    if version is None:
        return
    _tell(version.sketch, file, version.number, by=None, now=now)
    _write_pages(version, file)


@transaction.atomic
def tell_version_refused(*, file: StoredFile, now: datetime) -> None:
    """Tell everybody who waits for the pages of a PDF that they do not come; the page then says why.

    Runs inside the job's transaction, as `lay_out_pages` does.
    """
    version = SketchVersion.objects.select_related("sketch").filter(file=file).first()
    if version is not None:
        _tell(version.sketch, file, version.number, by=None, now=now, event="version_refused")


@transaction.atomic
def publish_sketch(*, sketch: Sketch, consent: bool, by: User, now: datetime) -> Sketch:
    """Let everybody see the pictures of a sketch, by the entry's consent; who asked for it is recorded.

    From now on the file view lets anybody read its pages (never an original, never comments). Raises InvalidInput
    without consent. Publishing twice changes nothing.
    """
    if not consent:
        raise InvalidInput({"consent": _("A sketch is shown to everybody only with the entrant's consent.")})
    locked = lock(Sketch, sketch.public_id)
    if locked.is_public:
        return locked
    locked.is_public, locked.published_at, locked.published_by = True, now, by
    locked.save(update_fields=["is_public", "published_at", "published_by"])
    record(verb="sketch_published", subject=locked, by=by, now=now)
    return locked


@transaction.atomic
def hide_sketch(*, sketch: Sketch, by: User, now: datetime) -> Sketch:
    """Take a published sketch back at once (the consent was withdrawn)."""
    locked = lock(Sketch, sketch.public_id)
    if not locked.is_public:
        return locked
    locked.is_public = False
    locked.save(update_fields=["is_public"])
    record(verb="sketch_hidden", subject=locked, by=by, now=now)
    return locked
