"""The one view that hands out private files."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from common.errors import NotFound
from common.files.opened import announce_opened
from common.files.reading import readable_variant
from common.files.stores import the_store
from common.models import FileVariant


@require_safe
def serve_file(request: HttpRequest, public_id: UUID, variant: str) -> HttpResponse:
    """Ask the right, then send the bytes so that no browser executes, sniffs or keeps them.

    Behind nginx (`FILE_ACCEL_PREFIX`) only the headers come from here.
    """
    found = readable_variant(public_id=public_id, name=variant, user=request.user)
    announce_opened(found, request.user)
    response = _body(found)
    response["Content-Type"] = found.media_type
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = _disposition(found)
    return response


def _body(variant: FileVariant) -> HttpResponse:
    store = the_store()
    elsewhere = store.hand_over(variant.storage_key)
    if elsewhere:
        response = HttpResponse()
        response["X-Accel-Redirect"] = elsewhere
        return response
    try:
        return HttpResponse(store.read(variant.storage_key))
    except FileNotFoundError:
        # Removed between the row's reading and the bytes' (a file is small enough to be read at once).
        raise NotFound from None


def _disposition(variant: FileVariant) -> str:
    """Originals are only saved, never shown; the name survives in any script (RFC 6266)."""
    if variant.name != "original":
        return "inline"
    return f"attachment; filename=\"file\"; filename*=UTF-8''{quote(variant.file.original_name)}"
