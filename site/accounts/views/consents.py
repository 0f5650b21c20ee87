"""Taking back what one agreed to, and agreeing to it again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import renew_consent, withdraw_consent
from accounts.models import Consent, User
from accounts.rights import require_login
from common.errors import NotFound


@never_cache
@require_POST
def consent_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one back from now on."""
    user = require_login(request.user)
    withdraw_consent(consent=_own(user, public_id), by=user, now=timezone.now())
    return _back()


@never_cache
@require_POST
def consent_renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree to the same words again."""
    user = require_login(request.user)
    renew_consent(consent=_own(user, public_id), by=user, now=timezone.now())
    return _back()


def _own(user: User, public_id: UUID) -> Consent:
    """One of the person's own; somebody else's is not there."""
    found = Consent.objects.filter(user=user, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _back() -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('accounts:account')}#consents")
