"""Mails that could not be sent: what the office sees and may do about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.rights import require, require_login
from activity.actions import retry_mail
from activity.kinds import kind_named
from activity.models import Delivery
from activity.queries import late_mails, parked_mails
from common.errors import NotFound
from common.pagination import page_by_cursor


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """To whom, what kind, why not; never what is written in it."""
    _office(request)
    page = page_by_cursor(
        parked_mails(), order=("-created_at", "-public_id"), after=request.GET.get("after") or None, size=50
    )
    here = reverse("activity:outbox")
    context = {
        "mails": [(mail, kind_named(mail.kind).label or mail.kind) for mail in page.items],
        "late": late_mails(timezone.now()),
        "newer": f"{here}?after={page.previous}" if page.previous else "",
        "older": f"{here}?after={page.next}" if page.next else "",
    }
    return render(request, "activity/outbox.html", context)


@require_POST
def outbox_retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let one go again."""
    user = _office(request)
    mail = Delivery.objects.filter(public_id=public_id).first()
    if mail is None:
        raise NotFound
    retry_mail(mail=mail, by=user, now=timezone.now())
    messages.success(request, _("The mail is on its way again."))
    return redirect("activity:outbox")


def _office(request: HttpRequest) -> User:
    user = require_login(request.user)
    require(user, "activity.see_outbox")
    return user
