"""Long work that a person began: how far it is, and what came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.rights import require, require_login
from activity.actions import record_reading
from activity.long_jobs import VERIFY
from activity.models import Record
from common.enums import LongJobState
from common.errors import NotFound
from common.long_jobs import long_job_kind, start_long_job
from common.models import LongJob


@require_POST
def records_verify(request: HttpRequest) -> HttpResponse:
    """Begin a check of the whole audit trail."""
    user = require_login(request.user)
    require(user, "activity.read_records")
    now = timezone.now()
    record_reading(verb="records_verified", subject=Record, by=user, now=now)
    return redirect("activity:job", start_long_job(name=VERIFY, owner=user, now=now).public_id)


@never_cache
@require_safe
def job(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One's own only; a script fetches the same page again and takes the middle of it."""
    user = require_login(request.user)
    found = LongJob.objects.filter(public_id=public_id, owner=user).first()
    if found is None:
        raise NotFound
    kind = long_job_kind(found.name)
    context = {
        "job": found,
        "title": kind.title,
        "is_under_way": found.state == LongJobState.WAITING,
        "lines": kind.words(found.result) if found.result is not None else [],
    }
    return render(request, "activity/job.html", context)
