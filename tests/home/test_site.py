"""Building the tree of pages."""

import copy

import pytest
from django.test import Client
from wagtail.models import Page, Site

from activity.models import Record
from home.actions import build_minimal_site, build_site
from home.models import HomePage, OperatorSettings, ProgrammeIndexPage, ShowcaseIndexPage, ShowcasePage
from home.receivers import ensure_site
from tests.factories.home import NOW, site_content

pytestmark = pytest.mark.django_db


def tree() -> list[tuple[str, str, str]]:
    return [(page.path, page.title, str(page.latest_revision_id)) for page in Page.objects.order_by("path")]


def test_fresh_database_answers_at_its_front_page(client: Client):
    for path in ("/", "/en/", "/programmes/", "/en/programmes/", "/cases/", "/en/cases/"):
        assert client.get(path).status_code == 200, path
    assert "できたばかり" in client.get("/").content.decode()


def test_minimal_site_twice_changes_nothing():
    before = tree()
    build_minimal_site(by=None, now=NOW)
    ensure_site()
    assert tree() == before


def test_minimal_site_replaces_the_page_wagtail_came_with():
    HomePage.objects.all().delete()
    root = Page.get_first_root_node()
    old = root.add_child(instance=Page(title="Welcome", slug="home", locale_id=root.locale_id))
    Site.objects.create(hostname="localhost", root_page=old, is_default_site=True)
    home = build_minimal_site(by=None, now=NOW)
    assert Site.objects.get().root_page_id == home.pk
    assert not Page.objects.filter(pk=old.pk).exists()


def test_minimal_site_keeps_a_site_that_has_pages():
    HomePage.objects.all().delete()
    root = Page.get_first_root_node()
    old = root.add_child(instance=Page(title="Old", slug="old", locale_id=root.locale_id))
    old.add_child(instance=Page(title="Below", slug="below", locale_id=root.locale_id))
    Site.objects.create(hostname="localhost", root_page=old, is_default_site=True)
    build_minimal_site(by=None, now=NOW)
    assert Page.objects.filter(slug="below").exists()


def test_minimal_site_begins_without_a_root():
    Page.objects.all().delete()
    Site.objects.all().delete()
    home = build_minimal_site(by=None, now=NOW)
    assert home.get_parent().depth == 1
    assert Site.objects.get().root_page_id == home.pk


def test_build_site_twice_changes_nothing():
    build_site(content=site_content(), by=None, now=NOW)
    before, records = tree(), Record.objects.count()
    build_site(content=site_content(), by=None, now=NOW)
    assert tree() == before
    assert Record.objects.count() == records


def test_build_site_keeps_what_editors_wrote():
    home = build_site(content=site_content(), by=None, now=NOW)
    home.title = "書きなおした題"
    home.save()
    settings = OperatorSettings.objects.get()
    settings.name = "書きなおした名"
    settings.save()
    changed = copy.deepcopy(site_content())
    changed["home"]["ja"]["title"] = "別の題"
    changed["operator"]["ja"]["name"] = "別の名"
    build_site(content=changed, by=None, now=NOW)
    home.refresh_from_db()
    assert home.title == "書きなおした題"
    assert OperatorSettings.objects.get().name == "書きなおした名"


def test_every_page_has_its_twin():
    build_site(content=site_content(), by=None, now=NOW)
    pages = Page.objects.filter(depth__gt=1)
    japanese = {page.translation_key for page in pages.filter(locale__language_code="ja")}
    english = {page.translation_key for page in pages.filter(locale__language_code="en")}
    assert japanese == english
    assert ShowcasePage.objects.count() == 2 * len(site_content()["cases"])
    assert ProgrammeIndexPage.objects.count() == ShowcaseIndexPage.objects.count() == 2


def test_cases_stand_in_the_order_of_the_file(client: Client):
    build_site(content=site_content(), by=None, now=NOW)
    text = client.get("/cases/").content.decode()
    places = [text.index(f"/cases/{case['slug']}/") for case in site_content()["cases"]]
    assert places == sorted(places)
