"""The content management speaks Japanese also where Wagtail has none."""

import re
from pathlib import Path

import django
import polib
import pytest
import wagtail

from accounts.models import User
from hiroba.translations import FRAMEWORKS, LOCALE
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db


def english() -> set[str]:
    """Sentences of Wagtail without gaps that our catalogue translates."""
    entries = polib.pofile(str(LOCALE / f"{FRAMEWORKS}.po"))
    return {" ".join(entry.msgid.split()) for entry in entries if not re.search(r"[%{]", entry.msgid)}


@pytest.mark.parametrize(
    "page", ["/cms/", "/cms/images/", "/cms/account/", "/cms/pages/{home}/", "/cms/pages/{home}/edit/"]
)
def test_no_sentence_stays_english(client, page):
    client.force_login(User.objects.create_superuser("admin@example.jp"))
    response = client.get(page.format(home=make_site().pk))
    assert response.status_code == 200
    shown = {" ".join(text.split()) for text in re.findall(r">([^<>]+)<", response.content.decode())}
    assert shown & english() == set()
    assert "キーボードの操作" in shown


def test_every_sentence_still_stands_in_the_framework():
    """One that was reworded there would silently be English again."""
    known = {
        (entry.msgctxt, entry.msgid)
        for framework in (django, wagtail)
        for path in Path(framework.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
    }
    ours = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(LOCALE / f"{FRAMEWORKS}.po"))}
    assert ours - known == set()
