"""Public pages for tests, made through the real actions."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry
from home.actions import build_site, draft_showcase, publish_showcase, write_showcase
from home.actions.pages import ensure_page, lines
from home.models import HomePage, ShowcaseIndexPage, ShowcasePage
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, make_entry

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CONTENT = Path(__file__).parents[2] / "site/hiroba/demo/content/site.yaml"
TEXTS = {"tried": ["絵を描いた"], "worked": ["仲間ができた"], "not_worked": ["右腕が足りない"]}


@cache
def site_content() -> dict[str, Any]:
    """The words of the demonstration's pages."""
    return yaml.safe_load(CONTENT.read_text())


def make_site(content: dict[str, Any] | None = None) -> HomePage:
    """The whole site in both languages."""
    return build_site(content=content or site_content(), by=None, now=NOW)


def adopted(cohort: Cohort | None = None, **answers: Any) -> Entry:
    """An entry whose adoption is announced; everything may be shown unless told otherwise."""
    agreed = {"publish_company": True, "publish_title": True, "publish_content": True}
    entry = make_entry(cohort or make_cohort(), **{**agreed, **answers})
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.ADOPTED)
    return Entry.objects.select_related("cohort__program", "track", "applicant").get(pk=entry.pk)


def make_case(entry: Entry | None = None, *, publish: bool = True) -> ShowcasePage:
    """The case of an entry, with its three lists written."""
    staff = UserFactory()
    page = draft_showcase(entry=entry or adopted(), now=timezone.now())
    assert page is not None
    page = write_showcase(page=page, **TEXTS, by=staff, now=NOW)
    return publish_showcase(page=page, by=staff, now=NOW) if publish else page


def make_editorial_case(slug: str, title: str, language: str = "ja", **fields: Any) -> ShowcasePage:
    """A case of the editors."""
    index = ShowcaseIndexPage.objects.get(locale__language_code=language)
    values = {"lead": "ひとこと", "after_drawing": "harvest", "not_worked": lines(["続かなかった"]), **fields}
    page = ensure_page(ShowcasePage, parent=index, slug=slug, title=title, locale=index.locale, now=NOW, **values)
    assert isinstance(page, ShowcasePage)
    return page
