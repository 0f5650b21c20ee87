"""Open data of a term."""

import csv
from io import StringIO
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cohorts.figures import funnel_figure
from cohorts.queries import funnel, get_cohort
from common.errors import NotFound

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs as a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


@require_GET
def funnel_csv(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The figures of an announced term, UTF-8 with BOM; a term that is not announced has none (404)."""
    cohort = get_cohort(public_id)
    if not funnel(cohort).is_announced:
        raise NotFound
    figure = funnel_figure(cohort)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_cell(cell) for cell in figure.columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in figure.rows)
    response = HttpResponse(BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="funnel-{cohort.key}.csv"'
    return response
