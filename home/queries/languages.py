"""The same page in every language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from home.models import PublicPage
from home.queries.frame import remembered


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch."""

    code: str
    label: str
    url: str
    current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Links to this page in every language; a page that is not translated leads to that language's front page."""
    current = get_language()
    return [
        LanguageLink(code, get_language_info(code)["name_local"], url, code == current)
        for code, url in _urls(request).items()
    ]


def _urls(request: HttpRequest) -> dict[str, str]:
    codes = [code for code, _label in settings.LANGUAGES]
    page = getattr(request, "public_page", None)
    if not isinstance(page, PublicPage):
        return {code: translate_url(request.get_full_path(), code) for code in codes}
    urls = {code: translate_url("/", code) for code in codes}
    urls.update(remembered(f"languages:{page.pk}", lambda: _translations(page)))
    urls[get_language() or settings.LANGUAGE_CODE] = request.get_full_path()
    return urls


def _translations(page: PublicPage) -> dict[str, str]:
    """Addresses of the live translations of a page."""
    found = page.get_translations(inclusive=False).live().select_related("locale")
    return {other.locale.language_code: other.get_url() or "/" for other in found}
