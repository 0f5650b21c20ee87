"""The start page /my/, and the mails of the demonstration."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.rights import allowed, require_login
from activity.actions import record_reading
from activity.cards import cards_for
from activity.models import Delivery
from activity.queries import sent_mails
from common.errors import NotFound
from common.pagination import page_by_cursor
from common.requests import home_url


@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """What to do next: one primary card, the others below it."""
    user = require_login(request.user)
    cards = cards_for(user, timezone.now())
    first = next((card for card in cards if card.url), None)
    others = [card for card in cards if card is not first]
    may_see_office = allowed(user, "activity.read_records")
    context = {"first": first, "cards": others, "person": user, "home": home_url(), "may_see_office": may_see_office}
    return render(request, "activity/my.html", context)


@never_cache
@require_safe
def demo_mails(request: HttpRequest) -> HttpResponse:
    """Every mail that was sent, newest first; only in the demonstration."""
    _only_in_demo()
    page = page_by_cursor(
        sent_mails(), order=("-created_at", "-public_id"), after=request.GET.get("after") or None, size=30
    )
    context = {"mails": page.items, "newer": _after(page.previous), "older": _after(page.next)}
    return render(request, "activity/demo_mails.html", context)


@never_cache
@require_safe
def demo_mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One mail as text; who looks while logged in is recorded, as anywhere."""
    mail = _mail(public_id)
    if isinstance(request.user, User):
        now = timezone.now()
        record_reading(verb="mail_opened", subject=mail, by=request.user, now=now, part_of=mail.about)
    return render(request, "activity/demo_mail.html", {"mail": mail})


@never_cache
@require_safe
def demo_mail_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One mail as its recipient's program shows it, boxed in: no script, no form, no address of its own."""
    response = HttpResponse(_mail(public_id).html)
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"
    return response


def _after(cursor: str | None) -> str:
    """The list's address from a cursor on, or nothing at its end."""
    return f"{reverse('activity:demo_mails')}?{urlencode({'after': cursor})}" if cursor else ""


def _only_in_demo() -> None:
    if not settings.DEMO_MODE:
        raise NotFound


def _mail(public_id: UUID) -> Delivery:
    _only_in_demo()
    mail = sent_mails().filter(public_id=public_id).first()
    if mail is None:
        raise NotFound
    return mail
