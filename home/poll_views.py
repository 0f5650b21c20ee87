"""Answering a question with one tap, without an account and without JavaScript."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.models import Locale, Page

from common.errors import NotAllowed, NotFound
from common.rate import require_address_token
from common.requests import client_network
from home.actions import cast_vote
from home.ballots import new_voter, remember_voter, voter_of
from home.models import BodyPage

SEE_OTHER = 303
LONGEST = 2


@csrf_exempt
@never_cache
@require_POST
def poll_vote(request: HttpRequest, page_key: UUID, section_id: UUID) -> HttpResponse:
    """Count the answer and go back to the question, which now shows how everybody answered.

    Without a form token, since the page with the question is the same for every stranger; instead the browser must say
    that it comes from here. Nobody's account is touched by it.
    """
    if not came_from_here(request):
        raise NotAllowed
    page = Page.objects.live().public().filter(translation_key=page_key, locale=Locale.get_active()).specific().first()
    blocks = page.body if isinstance(page, BodyPage) else ()
    found = next((one for one in blocks if one.block_type == "poll" and str(one.id) == str(section_id)), None)
    if page is None or found is None:
        raise NotFound
    require_address_token(
        client_network(request), per_second=settings.VISITS_PER_SECOND, burst=settings.VISITS_BURST, what="polls"
    )
    key, option = str(found.value["key"]), option_in(request)
    voter = voter_of(request, key) or new_voter(request, key, option)
    cast_vote(poll=key, options=len(found.value["options"]), option=option, voter=voter, by=None, now=timezone.now())
    response = HttpResponseRedirect(f"{page.get_url(request)}#poll-{key}", status=SEE_OTHER)
    remember_voter(response, key, voter, secure=request.is_secure())
    return response


def option_in(request: HttpRequest) -> int:
    """The place of the answer; -1, which no question has, for anything else."""
    typed = request.POST.get("option", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST else -1


def came_from_here(request: HttpRequest) -> bool:
    """Every browser of today says where a form stands; one that says nothing is no browser that could be lured."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    return site in ("same-origin", "none") and (not origin or urlsplit(origin).netloc == request.get_host())
