"""The middlewares that make sure a person reads a sentence in their language and never a bare error."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from common.bodies import refused_limit
from common.error_pages import error_response
from common.errors import BadRequest, HirobaError, NotAllowed, NotFound, TooLarge, WrongMethod

MEGABYTE = 1024 * 1024
TOO_LARGE = _(
    "That was too large: this page takes at most %(size)s MB at once. "
    "Please go back and send less; what you typed is still there."
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PlainInputMiddleware:
    """Refuses what no page can use: null bytes, invalid UTF-8, bodies over the limit.

    Before any view, because a null byte is an error of the database driver in one place and of the template in another.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            check_size(request)
            check_plain(request)
        except RequestDataTooBig:
            return error_response(request, TooLarge())
        except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            return error_response(request, BadRequest())
        except HirobaError as error:
            return error_response(request, error)
        return self.get_response(request)


def check_size(request: HttpRequest) -> None:
    """Raise TooLarge when the server refused the body: what is here is not what was sent."""
    limit = refused_limit(request)
    if limit is not None:
        raise TooLarge(TOO_LARGE % {"size": limit // MEGABYTE})


def check_plain(request: HttpRequest) -> None:
    """Raise BadRequest, or what Django raises while it reads the body."""
    if not _is_utf8(request.META.get("QUERY_STRING", "")) or "\0" in request.path or "\ufffd" in request.path:
        raise BadRequest
    is_form = request.content_type == "application/x-www-form-urlencoded"
    if request.method == "POST" and is_form and not _is_utf8(request.body.decode("latin-1")):
        raise BadRequest
    for values in (request.GET, request.POST):
        _refuse_nulls(values)
    for name in request.FILES:
        if "\0" in name:
            raise BadRequest


def _is_utf8(encoded: str) -> bool:
    try:
        unquote_to_bytes(encoded.encode("latin-1", "replace")).decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_nulls(values: MultiValueDict[str, str]) -> None:
    for name, texts in values.lists():
        if "\0" in name or any("\0" in text for text in texts):
            raise BadRequest


class NeutralAddressMiddleware:
    """Files and streams have one address in all languages: answer in the language of the page that asked.

    That page is in the Referer, which browsers send within one host; without it the browser's own languages
    decide. Stands behind Django's LocaleMiddleware, which answers such addresses in the default language.
    """

    PREFIXES = ("/files/", "/streams/", "/documents/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(self.PREFIXES):
            return self.get_response(request)
        with translation.override(language_of_asking_page(request)):
            return self.get_response(request)


def language_of_asking_page(request: HttpRequest) -> str:
    """The language code of our page that led here, else the first of the browser's that we have."""
    asked_from = urlsplit(request.headers.get("Referer", ""))
    if asked_from.netloc == request.get_host():
        return translation.get_language_from_path(asked_from.path) or settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)


class PrivatePagesMiddleware:
    """What somebody logged in was shown is kept by nobody, unless the view says otherwise.

    Stands behind Django's AuthenticationMiddleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if known and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response


class ErrorPageMiddleware:
    """Turns errors into the page (or JSON) that says what happened, in the reader's language, whatever DEBUG is.

    A missing page, a missing object and a foreign object answer with the same bytes.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if hasattr(response, "hiroba_error"):
            return response
        # An address that matches no route never reaches process_exception.
        if response.status_code == NotFound.status:
            return error_response(request, NotFound())
        if response.status_code == WrongMethod.status:
            answer = error_response(request, WrongMethod())
            answer["Allow"] = response.get("Allow", "")
            return answer
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the errors that views raise; anything unknown stays a logged 500."""
        if isinstance(exception, HirobaError):
            return error_response(request, exception)
        if isinstance(exception, Http404):
            return error_response(request, NotFound())
        if isinstance(exception, PermissionDenied):
            return error_response(request, NotAllowed())
        if isinstance(exception, RequestDataTooBig):
            return error_response(request, TooLarge())
        if isinstance(exception, (SuspiciousOperation, MultiPartParserError, UnreadablePostError)):
            return error_response(request, BadRequest())
        return None


class UploadLeadMiddleware:
    """A form that a script sends to show its progress learns where to go as JSON instead of being redirected.

    A script cannot see a redirect, only what stands behind it: the page would be loaded twice, its messages once.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.headers.get("X-Hiroba-Upload") and response.status_code in (302, 303):
            lead = JsonResponse({"location": request.build_absolute_uri(response["Location"])})
            lead.cookies = response.cookies
            return lead
        return response
