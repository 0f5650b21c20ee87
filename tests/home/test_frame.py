"""Operator, navigation, footer, colour."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from home.colours import contrast_with_white, darker
from home.models import HomePage, OperatorSettings, ProgrammeIndexPage, StandardPage
from home.models.operator import validate_accent
from home.queries import frame_for, operator_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_operator_speaks_the_readers_language(client: Client):
    assert "みんなの共創ひろば" in text(client, "/")
    assert "産業政策課（デモ）" in text(client, "/")
    english = text(client, "/en/")
    assert "Minna no Kyoso Hiroba" in english
    assert "産業政策課" not in english


def test_operator_falls_back_to_japanese(client: Client):
    settings = OperatorSettings.objects.get()
    settings.department_en = ""
    settings.save()
    assert "産業政策課（デモ）" in text(client, "/en/")


def test_operator_without_a_site_has_a_name():
    Site.objects.all().delete()
    assert operator_for(None).name == "ひろば"
    assert frame_for(None).home == "/"


def test_change_is_seen_at_once(client: Client):
    text(client, "/")
    settings = OperatorSettings.objects.get()
    settings.name = "新しい名前の広場"
    settings.save()
    assert "新しい名前の広場" in text(client, "/")


def test_navigation_shows_live_targets_only(client: Client):
    assert 'href="/programmes/"' in text(client, "/").split("<main")[0]
    ProgrammeIndexPage.objects.get(locale__language_code="ja").unpublish()
    assert 'href="/programmes/"' not in text(client, "/").split("<main")[0]
    assert 'href="/en/programmes/"' in text(client, "/en/").split("<main")[0]


def test_navigation_marks_where_one_is(client: Client):
    assert '<a href="/programmes/" aria-current="page">' in text(client, "/programmes/kdx/")
    assert '<a href="/cases/" aria-current="page">' not in text(client, "/programmes/kdx/")
    events = text(client, "/communities/events/")
    assert '<a href="/communities/events/" aria-current="page">' in events
    assert '<a href="/communities/" aria-current="page">' not in events


def test_footer_lists_text_pages(client: Client):
    foot = text(client, "/cases/").split("<footer")[1]
    assert 'href="/privacy/"' in foot
    StandardPage.objects.get(slug="privacy", locale__language_code="ja").unpublish()
    assert 'href="/privacy/"' not in text(client, "/cases/").split("<footer")[1]


def test_frame_costs_nothing_when_warm(client: Client, django_assert_num_queries: Any, rf: Any):
    request = rf.get("/")
    frame_for(request)
    with django_assert_num_queries(0):
        frame_for(request)
    with django_assert_num_queries(0):
        frame_for(rf.get("/"))


@pytest.mark.parametrize("colour", ["#0017c1", "#767676", "#8b3200"])
def test_accent_with_contrast_is_taken(colour: str):
    assert contrast_with_white(colour) >= 4.5
    validate_accent(colour)


@pytest.mark.parametrize("colour", ["#ffd43d", "#777777", "red", "#12345", "#0017c1;}", "javascript:1"])
def test_accent_without_contrast_or_sense_is_refused(colour: str):
    with pytest.raises(ValidationError):
        validate_accent(colour)


def test_theme_carries_the_colour(client: Client):
    assert operator_for(None).theme_url == ""
    settings = OperatorSettings.objects.get()
    settings.accent = "#8b3200"
    settings.save()
    assert operator_for(None).theme_url == "/theme.css?c=8b3200"
    answer = client.get("/theme.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "--action:#8b3200" in answer.content.decode()
    assert darker("#8b3200") in answer.content.decode()


def test_breadcrumb_names_the_way(client: Client, site: HomePage):
    crumbs = text(client, "/cases/pass-it-on/").split('class="crumb')[1].split("</nav>")[0]
    assert 'href="/">ホーム' in crumbs
    assert 'href="/cases/">事例' in crumbs
    assert 'class="crumb' not in text(client, "/")


def test_another_site_is_known_at_once(client: Client, site: HomePage):
    """What is kept about sites is forgotten when one is saved."""
    assert client.get("/programmes/").status_code == 200
    english = HomePage.objects.get(locale__language_code="en")
    Site.objects.create(hostname="testserver", port=80, root_page=english)
    assert client.get("/").status_code == 200
    assert client.get("/").wsgi_request._wagtail_site.root_page_id == english.pk
