"""What stands round every page: the operator, the ways in, the links at the foot. Cached, since every page needs it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from home.models import (
    DEFAULT_ACCENT,
    AccessibilityPolicyPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    OperatorSettings,
    ProgrammeIndexPage,
    ProgrammePage,
    ShowcaseIndexPage,
    ShowcasePage,
    StandardPage,
)
from home.page_cache import shelf

# Other processes without a common cache see a change after this many seconds; this one at once.
TIMEOUT = 60
VERSION = "home:version"
T = TypeVar("T")
# What the foot of every page leads to, in this order.
LISTS: tuple[type[Page], ...] = (ProgrammeIndexPage, ShowcaseIndexPage)
IN_FOOTER: tuple[type[Page], ...] = (NewsIndexPage, StandardPage, AccessibilityPolicyPage)
_FRAME = "_home_frame"


@dataclass(frozen=True)
class Operator:
    """The operator as templates see it, in the reader's language; every field may be empty but the name."""

    name: str
    note: str = ""
    tagline: str = ""
    logo_url: str = ""
    accent: str = DEFAULT_ACCENT
    department: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""

    @property
    def theme_url(self) -> str:
        """The stylesheet with the operator's colour; empty for the colour that the product comes with."""
        if self.accent.lower() == DEFAULT_ACCENT:
            return ""
        return f"{reverse('home:theme')}?c={self.accent[1:]}"


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything that is the same on all pages of one language."""

    operator: Operator
    navigation: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    home: str = "/"
    programmes: str = ""
    cases: str = ""
    programme_urls: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, str], ...] = ()

    def programme_url(self, key: str) -> str:
        """The page of a programme; empty when it has none."""
        return dict(self.programme_urls).get(key, "")

    def way_to(self, path: str) -> list[tuple[str, str]]:
        """Address and title of the pages above a path, from the top, without the front page."""
        above = [pair for pair in self.titles if pair[0] and path.startswith(pair[0]) and path != pair[0]]
        return sorted(above, key=lambda pair: len(pair[0]))


def frame_for(request: HttpRequest | None) -> Frame:
    """The frame in the reader's language; from the cache, and once per request."""
    language = get_language() or "ja"
    kept = getattr(request, _FRAME, None)
    if kept is not None and kept[0] == language:
        return kept[1]  # type: ignore[no-any-return]
    frame = remembered(f"frame:{_host_of(request)}:{language}", lambda: _read_frame(_site_of(request), language))
    if request is not None:
        setattr(request, _FRAME, (language, frame))
    return frame


def _host_of(request: HttpRequest | None) -> str:
    """What tells sites apart, without asking the database for each page; empty where nobody asks, or wrongly."""
    try:
        return request.get_host() if request is not None else ""
    except DisallowedHost:
        return ""


def know_site(request: HttpRequest) -> None:
    """Put the site where `Site.find_for_request` keeps it, without asking; forgotten when one is saved."""
    host = _host_of(request)
    if host:
        request._wagtail_site = remembered(f"site:{host}", lambda: Site.find_for_request(request))  # type: ignore[attr-defined]


def _site_of(request: HttpRequest | None) -> Site | None:
    if _host_of(request):
        found: Site | None = Site.find_for_request(request)
        return found
    default: Site | None = Site.objects.filter(is_default_site=True).first()
    return default


def remembered(name: str, read: Callable[[], T]) -> T:
    """What `read` answers, kept until a page is published, moved or taken back, and a minute at most elsewhere."""
    key = f"home:{cache.get(VERSION, 0)}:{name}"
    kept = cache.get(key)
    if kept is None:
        kept = (read(),)
        cache.set(key, kept, TIMEOUT)
    return kept[0]  # type: ignore[no-any-return]


def forget_frames(**_signal: Any) -> None:
    """Read anew from now on, and again after the commit: another request may have read the old state until then."""
    _next_version()
    transaction.on_commit(_next_version)


def _next_version() -> None:
    cache.add(VERSION, 0, None)
    cache.incr(VERSION)
    shelf.forget()


def operator_for(request: HttpRequest | None) -> Operator:
    """The operator of the site that answers this request (None: of the default site, for mails; no frame is read)."""
    if request is not None:
        return frame_for(request).operator
    language = get_language() or "ja"
    return remembered(f"operator:{language}", lambda: _read_operator(_site_of(None), language))


def navigation_for(request: HttpRequest) -> list[NavItem]:
    """The ways in; only targets that exist, the one the reader is in marked."""
    path = request.path
    items = frame_for(request).navigation
    # The longest address wins: events lie below communities, and only one of them is where one is.
    here = max((item.url for item in items if path.startswith(item.url)), key=len, default="")
    return [replace(item, current=item.url == here) for item in items]


def footer_for(request: HttpRequest) -> list[NavItem]:
    """Text pages, linked from the foot of every page."""
    return list(frame_for(request).footer)


def _read_frame(site: Site | None, language: str) -> Frame:
    operator = _read_operator(site, language)
    home = _home_page(site, language)
    if site is None or home is None:
        return Frame(operator, _app_items("", ""))
    below = list(home.get_descendants().live().public().not_type((ShowcasePage, NewsPage)).order_by("path"))
    programmes, cases = (next((_address(page) for page in _of(model, below)), "") for model in LISTS)
    named = ProgrammePage.objects.filter(pk__in=_of(ProgrammePage, below))
    return Frame(
        operator,
        _app_items(programmes, cases),
        tuple(NavItem(page.title, _address(page)) for model in IN_FOOTER for page in _of(model, below)),
        home.get_url() or "/",
        programmes,
        cases,
        tuple((page.program_key, _address(page)) for page in named),
        tuple((_address(page), page.title) for page in below),
    )


def _home_page(site: Site | None, language: str) -> Page | None:
    """The front page in this language, or the site's own when it is not translated."""
    if site is None:
        return None
    locale = Locale.objects.filter(language_code=language).first()
    pages = HomePage.objects.live().filter(translation_key=site.root_page.translation_key)
    return (pages.filter(locale=locale).first() if locale else None) or pages.first()


def _of(model: type[Page], pages: list[Page]) -> list[Page]:
    """Those of one type, without asking the database for each type."""
    return [page for page in pages if page.specific_class is model]


def _address(page: Page) -> str:
    return page.get_url() or ""


def _app_items(programmes: str, cases: str) -> tuple[NavItem, ...]:
    candidates = (
        (_("Calls and programmes"), programmes),
        (_("Communities"), _route("communities:directory")),
        (_("Events"), _route("communities:events")),
        (_("Get advice"), _route("mentoring:mentors")),
        (_("Cases"), cases),
    )
    return tuple(NavItem(label, url) for label, url in candidates if url)


def _route(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _read_operator(site: Site | None, language: str) -> Operator:
    english = not language.startswith("ja")
    if site is None:
        return Operator(name=str(OperatorSettings._meta.get_field("name").default))
    found = OperatorSettings.objects.filter(site=site).select_related("logo").first() or OperatorSettings()

    def text(name: str) -> str:
        """The English words where the reader wants English and there are some."""
        return (getattr(found, f"{name}_en") if english else "") or str(getattr(found, name))

    return Operator(
        name=text("name"),
        note=text("note"),
        tagline=text("tagline"),
        logo_url=found.logo.get_rendition("max-176x176").url if found.logo else "",
        accent=found.accent,
        department=text("department"),
        phone=found.phone,
        hours=text("hours"),
        email=found.email,
    )
