"""Going on with a draft: straight to the field that was written last."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.rights import require_login
from cohorts.models import Entry
from cohorts.queries import entry_for_applicant, last_written
from cohorts.views.parts import resume_url, target_of


@require_GET
def entry_resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the mail leads. The browser gives the focus to the field that the address ends with."""
    entry = entry_for_applicant(require_login(request.user), public_id)
    return redirect(_last_place(entry) or resume_url(entry))


def _last_place(entry: Entry) -> str:
    """The field written last; "" for what was handed in already, and for a draft without a word."""
    found = last_written(entry) if entry.is_draft else None
    if found is None:
        return ""
    step, field = found
    return f"{reverse('cohorts:entry_step', args=[entry.public_id, step.slug])}#{target_of(field)}"
