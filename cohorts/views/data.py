"""Open data of a term."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cohorts.figures import funnel_figure
from cohorts.queries import funnel, get_cohort
from common.errors import NotFound
from common.spreadsheets import figure_response


@require_GET
def funnel_csv(_request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The figures of an announced term; a term that is not announced has none (404)."""
    cohort = get_cohort(public_id)
    if not funnel(cohort).is_announced:
        raise NotFound
    return figure_response(funnel_figure(cohort), f"funnel-{cohort.key}.csv")
