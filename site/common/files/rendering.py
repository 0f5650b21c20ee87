"""Drawing the pages of a PDF, in the worker."""

from uuid import UUID

from django.db import transaction

from common.enums import FileState
from common.files.decoding import Page, Undecodable, draw_pdf_pages
from common.files.held import Held, workspace
from common.files.receiving import hold_pages, write_variants
from common.files.registry import announce
from common.files.stores import the_store
from common.jobs import job
from common.models import StoredFile


@job("files.render_pages")
def render_pages(file: str) -> None:
    """Draw every page and make the file ready, or refuse it; whoever registered for the kind is told.

    Runs any number of times: a file that is not waiting any more (drawn before a kill, removed since) is left
    alone. The drawing happens outside the transaction; rows, bytes, state and the callbacks go in together.
    """
    found = StoredFile.objects.filter(public_id=UUID(file), state=FileState.RECEIVED).first()
    if found is None:
        return
    with workspace() as folder:
        source = folder / "source"
        source.write_bytes(the_store().read(found.variants.get(name="original").storage_key))
        try:
            held = hold_pages(draw_pdf_pages(source, folder), folder)
        except Undecodable as refusal:
            settle(found, refusal=refusal.reason)
        else:
            settle(found, held)
            held.clear()


@transaction.atomic
def settle(file: StoredFile, held: list[tuple[Page, Held]] | None = None, refusal: str = "") -> None:
    """Make a waiting file ready or refuse it; one that is not waiting any more is left alone."""
    locked = StoredFile.objects.select_for_update().filter(pk=file.pk, state=FileState.RECEIVED).first()
    if locked is None:
        return
    locked.refusal, locked.state = refusal, FileState.REFUSED if refusal else FileState.READY
    write_variants(locked, held or [])
    locked.save(update_fields=["state", "refusal"])
    announce(locked)
