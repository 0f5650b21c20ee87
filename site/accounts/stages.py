"""What stands between the first factor and the login session."""

from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage


class SecondFactorStage(AuthenticateStage):
    """Whoever has an authenticator app is asked for its code; the login waits in the session meanwhile."""

    urlname = "accounts:login_second"

    def handle(self) -> tuple:
        """Answer (response or None, whether the login goes on)."""
        if not self._should_handle(self.request):
            return None, True
        return headed_redirect_response(self.urlname), True
