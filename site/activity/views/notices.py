"""The inbox, and how one wants to hear by mail."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.rights import require_login
from activity.actions import hide_lost_notices, open_notice, read_all_notices, set_frequency
from activity.enums import Frequency
from activity.forms import PreferenceForm
from activity.kinds import Kind, kind_named
from activity.queries import notices_of, unread_count
from activity.unsubscribe import Stop, read_token
from common.errors import NotFound, status_of
from common.pagination import page_by_cursor

ORDER = ("-created_at", "-public_id")


@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Everything a person was told and may still know, newest first."""
    user = require_login(request.user)
    page = page_by_cursor(notices_of(user), order=ORDER, after=request.GET.get("after") or None, size=30)
    here = reverse("activity:notices")
    context = {
        "notices": hide_lost_notices(person=user, lines=page.items, now=timezone.now()),
        "unread": unread_count(user),
        "newer": f"{here}?after={page.previous}" if page.previous else "",
        "older": f"{here}?after={page.next}" if page.next else "",
    }
    return render(request, "activity/notices.html", context)


@never_cache
@require_safe
def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark one as read and go where it leads; the right is asked there. Somebody else's does not exist, nor one
    about something that the person may not know any more."""
    user = require_login(request.user)
    found = notices_of(user).filter(public_id=public_id).first()
    if found is None or not hide_lost_notices(person=user, lines=[found], now=timezone.now()):
        raise NotFound
    open_notice(notice=found, by=user, now=timezone.now())
    if not found.url:
        return redirect("activity:notices")
    language = get_language() or settings.LANGUAGE_CODE
    with override(settings.LANGUAGE_CODE):  # in which the address is kept
        return redirect(translate_url(found.url, language))


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    read_all_notices(by=require_login(request.user), now=timezone.now())
    return redirect("activity:notices")


@never_cache
@require_safe
def notices_unread(request: HttpRequest) -> JsonResponse:
    """How many are unread, for pages whose stream began anew."""
    return JsonResponse({"unread": unread_count(require_login(request.user))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """One choice a kind: at once, once a day, not by mail."""
    user = require_login(request.user)
    form = PreferenceForm(request.POST or None, person=user)
    if request.method == "POST" and form.is_valid():
        for kind, frequency in form.chosen():
            set_frequency(person=user, kind=kind, frequency=frequency, now=timezone.now())
        messages.success(request, _("Saved. This is how we write to you from now on."))
        return redirect("activity:mail_settings")
    return render(request, "activity/mail_settings.html", {"form": form, "person": user}, status=status_of(form))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail without logging in: mail programs POST here (RFC 8058), people press a button.

    A GET changes nothing, since scanners open every address of a mail. The signed address is the proof; a form token
    would only keep mail programs out.
    """
    stop = read_token(token)
    person = User.objects.filter(public_id=stop.person, is_active=True).first() if stop else None
    kind = _stoppable(stop) if stop else None
    if person is None or kind is None:
        raise NotFound
    is_stopped = request.method == "POST"
    if is_stopped:
        set_frequency(person=person, kind=kind.name, frequency=Frequency.NEVER, now=timezone.now())
    return render(request, "activity/mail_stop.html", {"kind": kind, "is_stopped": is_stopped})


def _stoppable(stop: Stop) -> Kind | None:
    try:
        kind = kind_named(stop.kind)
    except LookupError:
        return None
    return kind if kind.is_choosable else None
