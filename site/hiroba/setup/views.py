"""The page whose address stands in the terminal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.views.steps import enter, leave_here
from common.errors import NotFound, status_of
from common.rate import require_address_token
from common.requests import client_network
from hiroba.setup.actions import set_up
from hiroba.setup.forms import SetupForm
from hiroba.setup.queries import is_setup_token, just_set_up, needs_setup

PER_SECOND, BURST = 0.2, 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def setup_page(request: HttpRequest, token: str) -> HttpResponse:
    """Five fields, once; without the right token, and as soon as there is an administrator, there is no such page.
    The same form sent twice, by a doubled click, is answered twice like the first.

    Whoever holds the token reads the terminal, so they are logged in at once: the mail of a fresh installation may not
    work yet. The second factor is next, so that a mistyped address lets nobody in.
    """
    is_open = needs_setup()
    if not is_open and request.method != "POST":
        raise NotFound
    require_address_token(client_network(request), per_second=PER_SECOND, burst=BURST, what="setup")
    if not is_setup_token(token):
        raise NotFound
    form = SetupForm(request.POST or None)
    if not form.is_valid():
        if not is_open:
            raise NotFound
        return render(request, "setup/set_up.html", {"form": form}, status=status_of(form))
    person = _once(form)
    if request.user.is_authenticated:
        leave_here(request)
    return enter(request, person, reverse(settings.LOGIN_REDIRECT_URL), method="setup")


def _once(form: SetupForm) -> User:
    """The administrator these answers make, or made a moment ago; NotFound for whoever comes second with others."""
    now = timezone.now()
    try:
        return set_up(**form.cleaned_data, language=get_language() or settings.LANGUAGE_CODE, now=now)
    except NotFound:
        person = just_set_up(form.cleaned_data, now)
        if person is None:
            raise
        return person
