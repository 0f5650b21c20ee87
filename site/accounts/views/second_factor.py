"""Setting up the authenticator app, and the recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import renew_recovery_codes, turn_off_second_factor, turn_on_second_factor
from accounts.backends import TWO_FACTORS
from accounts.forms import SecondFactorForm, add_errors
from accounts.models import User
from accounts.queries import has_second_factor, needs_second_factor, recovery_codes_left
from accounts.rights import require_login
from accounts.views.login import reading_and_sending
from accounts.views.steps import fresh_login_required
from common.errors import InvalidInput, status_of
from common.requests import safe_next

_SECRET = "second_factor_secret"  # noqa: S105 - the name of a session entry
_NEXT = "second_factor_next"


@never_cache
@reading_and_sending
@fresh_login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the picture for the app and take the first code; with an app set up, show what can be done."""
    user = require_login(request.user)
    if "next" in request.GET:
        request.session[_NEXT] = safe_next(request, request.GET["next"], settings.LOGIN_REDIRECT_URL)
    is_compulsory = needs_second_factor(user)
    if has_second_factor(user):
        left = len(recovery_codes_left(user))
        return render(request, "accounts/second_factor_on.html", {"left": left, "is_compulsory": is_compulsory})
    secret = request.session.get(_SECRET) or generate_totp_secret()
    request.session[_SECRET] = secret
    form = SecondFactorForm(request.POST or None)
    if form.is_valid():
        try:
            _turn_on(request, user, secret, form.cleaned_data["code"])
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect("accounts:recovery_codes")
    context = {"form": form, "is_compulsory": is_compulsory, **_picture(user, secret)}
    return render(request, "accounts/second_factor.html", context, status=status_of(form))


@never_cache
@require_POST
@fresh_login_required
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Go on with one factor."""
    user = require_login(request.user)
    turn_off_second_factor(user=user, by=user, now=timezone.now(), session=request.session.session_key or "")
    return redirect("accounts:account")


@never_cache
@require_safe
@fresh_login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that still work, to print or to save."""
    user = require_login(request.user)
    if not has_second_factor(user):
        return redirect("accounts:second_factor")
    target = request.session.pop(_NEXT, "")
    context = {"codes": recovery_codes_left(user), "target": target}
    return render(request, "accounts/recovery_codes.html", context)


@never_cache
@require_safe
@fresh_login_required
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The same as a text file."""
    codes = recovery_codes_left(require_login(request.user))
    answer = HttpResponse("\n".join([*codes, ""]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hiroba-recovery-codes.txt"'
    return answer


@never_cache
@require_POST
@fresh_login_required
def recovery_codes_new(request: HttpRequest) -> HttpResponse:
    """Ten new codes in the place of the old ones."""
    renew_recovery_codes(user=require_login(request.user), now=timezone.now())
    return redirect("accounts:recovery_codes")


def _turn_on(request: HttpRequest, user: User, secret: str, code: str) -> None:
    """Set the app up; from now on this login session proves two factors."""
    turn_on_second_factor(
        user=user, secret=secret, code=code, now=timezone.now(), session=request.session.session_key or ""
    )
    request.session.pop(_SECRET, None)
    request.session[BACKEND_SESSION_KEY] = TWO_FACTORS


def _picture(user: User, secret: str) -> dict[str, str]:
    """What the app reads with its camera, and the same to type."""
    adapter = get_adapter()
    url = adapter.build_totp_url(user, secret)
    svg = adapter.build_totp_svg(url).partition("?>")[2] or adapter.build_totp_svg(url)
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"picture": mark_safe(svg), "totp_url": url, "secret": grouped}  # noqa: S308 - drawn here, without input
