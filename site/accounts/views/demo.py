"""The doors of the demonstration."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.backends import ONE_FACTOR
from accounts.personas import persona_cards
from accounts.queries import personas
from accounts.views.steps import leave_here
from common.errors import NotFound
from common.requests import safe_next


@never_cache
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be in the demonstration."""
    _only_in_demo()
    return render(request, "accounts/demo.html", {"cards": persona_cards(list(personas()))})


@never_cache
@require_POST
def demo_enter(request: HttpRequest, persona: str) -> HttpResponse:
    """Become a persona with one click; a second factor that somebody set up for it is not asked for."""
    _only_in_demo()
    user = personas().filter(persona=persona).first()
    if user is None:
        raise NotFound
    if request.user.is_authenticated:  # what a visitor did before stays theirs, as with every other way to log in
        leave_here(request)
    record_authentication(request, user, method="demo")
    login(request, user, backend=ONE_FACTOR)
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", ""), settings.LOGIN_REDIRECT_URL))


def _only_in_demo() -> None:
    if not settings.DEMO_MODE:
        raise NotFound
