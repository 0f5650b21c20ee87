"""What somebody wrote is never sent under another person's name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.error_pages import error_response
from common.errors import LoginNeeded

HEADER = "X-Hiroba-Person"


class SamePersonMiddleware:
    """Refuses a request that a page of one person makes with the login of another.

    A page's outbox may send long after it was written, and on a shared computer somebody else may have logged in by
    then. The page names the public id of its person in `X-Hiroba-Person`; without the header nothing is checked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.headers.get(HEADER, "")
        if person and isinstance(request.user, User) and str(request.user.public_id) != person:
            words = _("Somebody else is logged in here now. This stays unsent until the person who wrote it is back.")
            return error_response(request, LoginNeeded(words))
        return self.get_response(request)
