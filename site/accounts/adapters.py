"""How allauth behaves here: no pages, mails or messages of its own; the login session says what was proved."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.actions import set_language
from accounts.backends import ONE_FACTOR, TWO_FACTORS
from accounts.keys import fernet_key
from accounts.queries import has_second_factor, needs_second_factor


class AccountAdapter(DefaultAccountAdapter):
    """The login pipeline: our first factor, allauth's stages, our backends."""

    def get_login_stages(self) -> list[str]:
        """Between the first factor and the login session stands only the second factor."""
        return ["accounts.stages.SecondFactorStage"]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Start the login session under a new key; its backend tells how many factors were given."""
        records = get_authentication_records(request, user)
        second = any(record["method"] == "mfa" for record in records)
        login(request, user, backend=TWO_FACTORS if second else ONE_FACTOR)
        set_language(user=user, language=get_language() or "", by=user, now=timezone.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Go where the person wanted to go, or first to the second factor that is compulsory and not set up yet."""
        target = kwargs["redirect_url"] or reverse(settings.LOGIN_REDIRECT_URL)
        if needs_second_factor(user) and not has_second_factor(user):
            return redirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': target})}")
        return redirect(target)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Inactive people are refused by the actions, with the same answer as everybody else."""
        return None

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say what happened; allauth's own sentences are never shown."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails are handed over in `hooks`; a mail of allauth's own would be a mistake."""
        raise NotImplementedError(template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are encrypted with a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """What is kept in the database instead of the secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; an older key still opens it while it stands in SECRET_KEY_FALLBACKS."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(fernet_key(str(key))) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])
