"""Every two neighbouring kanji of a title of the demonstration lead to its page."""

import re

import pytest
from wagtail.models import Locale, Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TWO_KANJI = re.compile(r"(?=([\u4e00-\u9fff]{2}))")


def test_every_pair_of_kanji_of_a_title_finds_its_page():
    pages = list(Page.objects.live().filter(depth__gt=1, locale=japanese()))
    wanted = [(page, pair) for page in pages for pair in TWO_KANJI.findall(page.title)]
    missed = [(page.title, pair) for page, pair in wanted if page.pk not in found(pair)]
    assert missed == []
    assert len(wanted) > 20


def japanese() -> Locale:
    return Locale.objects.get(language_code="ja")


def found(pair: str) -> set[int]:
    return {page.pk for page in Page.objects.live().filter(locale=japanese()).search(pair)}
