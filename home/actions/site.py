"""The tree of pages in both languages: a minimal one for a fresh installation, a full one from a content file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site

from accounts.models import User
from activity.actions import record
from home.actions import bodies, more
from home.actions.pages import ensure_page, fill_page
from home.models import (
    HomePage,
    OperatorSettings,
    ProgrammeIndexPage,
    ProgrammePage,
    ShowcaseIndexPage,
    ShowcasePage,
    StandardPage,
)
from home.queries import forget_frames

Content = Mapping[str, Any]
OPERATOR_FIELDS = ("name", "note", "tagline", "department", "hours")
PORT = 80


@transaction.atomic
def build_minimal_site(*, by: User | None, now: datetime) -> HomePage:
    """Front page, list of programmes and list of cases in every language, empty but working. Twice changes nothing."""
    homes: list[HomePage] = []
    twins: dict[str, Page] = {}
    for language, _label in settings.LANGUAGES:
        with override(language):
            homes.append(_home(language, homes[0] if homes else None, now))
            _lists(homes[-1], twins, now)
    _point_site_at(homes[0])
    forget_frames()
    return homes[0]


def _home(language: str, twin: HomePage | None, now: datetime) -> HomePage:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    found: HomePage | None
    if twin is not None:
        found = HomePage.objects.filter(translation_key=twin.translation_key, locale=locale).first()
    else:
        found = HomePage.objects.filter(locale=locale).order_by("path").first()
    if found is not None:
        return found
    page = ensure_page(
        HomePage, parent=root, slug=f"hiroba-{language}", title=gettext("Home"), locale=locale, now=now, twin=twin
    )
    return cast(HomePage, page)


def _lists(home: HomePage, twins: dict[str, Page], now: datetime) -> None:
    """The lists that the navigation leads to."""
    names = {
        "programmes": (ProgrammeIndexPage, gettext("Calls and programmes")),
        "cases": (ShowcaseIndexPage, gettext("Cases")),
    }
    for slug, (model, title) in names.items():
        page = ensure_page(
            model, parent=home, slug=slug, title=title, locale=home.locale, now=now, twin=twins.get(slug)
        )
        twins.setdefault(slug, page)


def _point_site_at(home: HomePage) -> None:
    """The default site begins here; the page that Wagtail came with goes."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", port=PORT, root_page=home, is_default_site=True)
        return
    if site.root_page_id != home.pk:
        old = site.root_page
        site.root_page = home
        site.save()
        if type(old.specific) is Page and not old.get_children().exists():
            old.delete()


@transaction.atomic
def build_site(*, content: Content, by: User | None, now: datetime) -> HomePage:
    """The whole site from a content file, in every language it is written in.

    Order: the minimal site; the operator; per language the pages from the root down, each the twin of the first
    language's; one record. Pages that have words already stay as they are, so a second call changes nothing.
    """
    first = build_minimal_site(by=by, now=now)
    site = Site.objects.get(is_default_site=True)
    _set_operator(site, content["operator"])
    twins: dict[str, Page] = {}
    made = False
    for home in HomePage.objects.filter(translation_key=first.translation_key).order_by("path"):
        language = home.locale.language_code
        made = made or not len(home.body)
        with override(language):
            _fill_language(home, content, language, twins, now)
    if made:
        record(verb="site_built", subject=first, by=by, now=now)
    forget_frames()
    first.refresh_from_db()
    return first


def _set_operator(site: Site, operator: Content) -> None:
    """Fill the operator's settings once; what staff changed afterwards stays."""
    found, created = OperatorSettings.objects.get_or_create(site=site)
    if not created:
        return
    for name in OPERATOR_FIELDS:
        setattr(found, name, operator["ja"].get(name, ""))
        setattr(found, f"{name}_en", operator["en"].get(name, ""))
    found.phone, found.email = operator["phone"], operator["email"]
    found.accent = operator.get("accent", found.accent)
    found.full_clean()
    found.save()


class _Tree:
    """Makes pages of one language, each the twin of the page of the same slug in the first language."""

    def __init__(self, home: HomePage, twins: dict[str, Page], now: datetime) -> None:
        self.home = home
        self.twins = twins
        self.now = now

    def page(self, model: type[Page], slug: str, title: str, parent: Page | None = None, **fields: Any) -> Page:
        """Make or find one page below `parent` (the front page unless told)."""
        place = f"{model.__name__}:{slug}"
        page = ensure_page(
            model,
            parent=parent or self.home,
            slug=slug,
            title=title,
            locale=self.home.locale,
            now=self.now,
            twin=self.twins.get(place),
            **fields,
        )
        self.twins.setdefault(place, page)
        return page


def _fill_language(home: HomePage, content: Content, language: str, twins: dict[str, Page], now: datetime) -> None:
    tree = _Tree(home, twins, now)
    words = content["home"][language]
    if not len(home.body):
        sections = bodies.home_sections(words, content["series"], language)
        description = words.get("description", "")
        fill_page(home, title=words["title"], now=now, sections=sections, search_description=description)
    _programmes(tree, content, language)
    _cases(tree, content, language)
    more.fill_more(tree.page, content, language)
    for text in content["standard"]:
        own = text[language]
        tree.page(StandardPage, text["slug"], own["title"], sections=bodies.standard_sections(text, language))


def _programmes(tree: _Tree, content: Content, language: str) -> None:
    words = content["programmes"][language]
    index = tree.page(
        ProgrammeIndexPage,
        "programmes",
        words["title"],
        search_description=words["lead"],
        sections=bodies.list_sections(words),
    )
    programme = content["programme"]
    own = programme[language]
    tree.page(
        ProgrammePage,
        programme["slug"],
        own["title"],
        index,
        program_key=programme["key"],
        lead=own["lead"],
        drawing=programme["drawing"],
        drawing_caption=own["drawing_caption"],
        sections=bodies.programme_sections(own, programme, content["faq"], language),
    )
    for programme in content.get("elsewhere", ()):
        _told(tree, programme, language, index, words.get("next"))


def _told(tree: _Tree, programme: Content, language: str, index: Page, after: Content | None) -> None:
    """A programme of another place, which has no term here."""
    own = programme[language]
    tree.page(
        ProgrammePage,
        programme["key"],
        own["title"],
        index,
        program_key=programme["key"],
        lead=own["lead"],
        drawing=programme["drawing"],
        sections=[*bodies.told_sections(programme, own, language), *bodies.next_section(after)],
    )


def _cases(tree: _Tree, content: Content, language: str) -> None:
    words = content["showcase"][language]
    index = tree.page(
        ShowcaseIndexPage,
        "cases",
        words["title"],
        search_description=words["lead"],
        sections=bodies.list_sections(words),
    )
    # The last one made stands first in every list.
    for case in reversed(content["cases"]):
        own = case[language]
        tree.page(ShowcasePage, case["slug"], own["title"], index, **bodies.case_fields(case, own))
