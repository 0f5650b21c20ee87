"""The named second person says "yes, that is me"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rights import require, require_login
from cohorts.actions import join_entry
from cohorts.queries import entries_asking, entry_for_applicant


@require_http_methods(["GET", "POST"])
def entry_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who asks, for what, and one button. Who has joined already lands on the entry; for others there is no page."""
    user = require_login(request.user)
    entry = entries_asking(user).filter(public_id=public_id).first()
    if entry is None:
        return redirect("cohorts:entry_status", entry_for_applicant(user, public_id).public_id)
    require(user, "cohorts.join_entry", entry)
    if request.method == "POST":
        join_entry(entry=entry, by=user, now=timezone.now())
        messages.success(request, _("Welcome. You can now see and edit this entry."))
        return redirect("cohorts:entry_status", entry.public_id)
    return render(request, "cohorts/entry_join.html", {"entry": entry, "cohort": entry.cohort})
