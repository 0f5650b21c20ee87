"""CSV for people who open it in a spreadsheet: UTF-8 with BOM, formula-safe, streamed in constant memory."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation

from common.ui.plots import Figure

BOM = "\ufeff"
# What makes a spreadsheet calculate instead of showing: a name typed by a stranger must not (CWE-1236).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
ROWS_A_CHUNK = 200


def safe_cell(value: Any) -> str:
    """The value as text that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe_cell("=1+1"), safe_cell(-3), safe_cell(None)
    ("'=1+1", '-3', '')
    """
    if value is None:
        return ""
    text = str(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"'{text}" if not is_number and text.startswith(DANGEROUS) else text


def csv_chunks(rows: Iterable[Sequence[Any]], language: str) -> Iterator[str]:
    """The text of `rows` in pieces, the first with the BOM; rows are made in `language`, whoever asks for the piece."""
    remaining, head = iter(rows), BOM
    while True:
        with translation.override(language):
            text = io.StringIO()
            writer = csv.writer(text)
            some = list(islice(remaining, ROWS_A_CHUNK))
            writer.writerows([safe_cell(cell) for cell in row] for row in some)
        if some or head:
            yield head + text.getvalue()
        head = ""
        if len(some) < ROWS_A_CHUNK:
            return


def csv_response(request: HttpRequest, rows: Iterable[Sequence[Any]], name: str) -> StreamingHttpResponse:
    """An answer that saves `rows` as `name`; `rows` should read the database in batches, not in one transaction."""
    chunks = csv_chunks(rows, translation.get_language() or "ja")
    # Django reads a synchronous iterator as a whole under ASGI, and an asynchronous one under WSGI.
    content = _asynchronous(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def figure_response(figure: Figure, name: str) -> HttpResponse:
    """An answer that saves the table behind a drawing as `name`, its source below."""
    rows = [figure.columns, *figure.rows, [], [figure.source]]
    text = "".join(csv_chunks(rows, translation.get_language() or "ja"))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def _asynchronous(chunks: Iterator[str]) -> AsyncIterator[str]:
    """The same pieces, each made in the request's own thread (which has the database connection)."""
    following = sync_to_async(lambda: next(chunks, None))
    while (chunk := await following()) is not None:
        yield chunk
