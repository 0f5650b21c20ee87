"""One's own account: names, ways in, login sessions, organisations, consents."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import (
    edit_profile,
    end_login_session,
    end_other_login_sessions,
    set_password,
)
from accounts.devices import device_of
from accounts.forms import PasswordForm, ProfileForm, add_errors
from accounts.models import User
from accounts.queries import (
    consents_of,
    has_second_factor,
    login_sessions_of,
    needs_second_factor,
)
from accounts.receivers import on_login
from accounts.rights import allowed, require_login
from accounts.views.login import reading_and_sending
from accounts.views.steps import fresh_login_required
from common.errors import InvalidInput, NotFound, status_of


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    user = require_login(request.user)
    now = timezone.now()
    sessions = login_sessions_of(user, now)
    for session in sessions:
        session.device = device_of(session.user_agent)
        session.is_here = session.session_key == request.session.session_key
    context = {
        "person": user,
        "language": dict(settings.LANGUAGES).get(user.language, user.language),
        "sessions": sessions,
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": needs_second_factor(user),
        "memberships": user.memberships.select_related("organisation").order_by("organisation__name", "pk"),
        "consents": consents_of(user),
        "manages_people": allowed(user, "accounts.manage_roles"),
    }
    return render(request, "accounts/account.html", context)


@never_cache
@reading_and_sending
def profile(request: HttpRequest) -> HttpResponse:
    """Names and the language of the mails."""
    user = require_login(request.user)
    # A copy of the row: a refused name must not show in the header of this very page.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        try:
            edit_profile(user=user, **form.cleaned_data, by=user, now=timezone.now())
        except InvalidInput as error:
            form.add_error(None, str(error))
        else:
            return redirect("accounts:account")
    return render(request, "accounts/profile.html", {"form": form}, status=status_of(form))


@never_cache
@reading_and_sending
@fresh_login_required
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password; every other login session ends."""
    user = require_login(request.user)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                set_password(user=user, password=form.cleaned_data["password"], by=user, now=timezone.now())
                update_session_auth_hash(request, user)
                on_login(User, request, user)
        except InvalidInput as error:
            add_errors(form, error)
        else:
            return redirect("accounts:account")
    context = {"form": form, "has_password": user.has_usable_password(), "person": user}
    return render(request, "accounts/password.html", context, status=status_of(form))


@never_cache
@require_POST
def session_end(request: HttpRequest, reference: str) -> HttpResponse:
    """End one login session from here; somebody else's is not there."""
    user = require_login(request.user)
    now = timezone.now()
    found = [session for session in login_sessions_of(user, now) if session.reference == reference]
    if not found:
        raise NotFound
    end_login_session(user=user, session=found[0].session_key, now=now)
    return redirect("accounts:account")


@never_cache
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End all the others."""
    user = require_login(request.user)
    end_other_login_sessions(user=user, keep=request.session.session_key or "", now=timezone.now())
    return redirect("accounts:account")
