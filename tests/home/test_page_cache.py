"""Public pages kept whole: the same for every stranger, fresh at once when published, never one person's."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from cohorts.enums import EntryState
from cohorts.models import Entry
from home import page_cache
from home.models import HomePage, ShowcasePage
from home.page_cache import Shelf, shelf
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import close_call, make_cohort, make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 5
    shelf.forget()
    yield
    shelf.forget()


def drawn(path: str = "/", client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers=headers)


def test_a_stranger_gets_the_kept_page_without_a_query(django_assert_num_queries: Any):
    first = drawn()
    with django_assert_num_queries(0):
        second = drawn()
    assert second.content == first.content
    assert {name: second[name] for name in ("ETag", "Last-Modified", "Content-Type", "Content-Security-Policy")} == {
        name: first[name] for name in ("ETag", "Last-Modified", "Content-Type", "Content-Security-Policy")
    }
    assert (second["Cache-Control"], "Cookie" in second["Vary"]) == ("no-cache", True)


@pytest.mark.parametrize("name", ["If-None-Match", "If-Modified-Since"])
def test_who_has_the_page_gets_304(name: str):
    first = drawn()
    header = {"If-None-Match": f'W/{first["ETag"]}, "x"', "If-Modified-Since": first["Last-Modified"]}[name]
    again = drawn(**{name: header})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Content-Length" not in again


def test_another_tag_wins_over_the_day():
    first = drawn()
    assert drawn(**{"If-None-Match": '"x"', "If-Modified-Since": first["Last-Modified"]}).status_code == 200
    assert drawn(**{"If-Modified-Since": http_date(0)}).status_code == 200
    assert drawn(**{"If-Modified-Since": "yesterday"}).status_code == 200


def test_languages_are_kept_apart():
    assert drawn("/").content != drawn("/en/").content
    assert 'lang="en"' in drawn("/en/").content.decode()[:200]


def test_what_is_published_shows_at_once(site: HomePage):
    drawn("/cases/")
    case = ShowcasePage.objects.get(slug="pass-it-on", locale__language_code="ja")
    case.title = "銀河の事例"
    case.save_revision().publish()
    assert "銀河の事例" in drawn("/cases/").content.decode()


def test_a_number_that_changed_shows_when_the_seconds_are_over(monkeypatch: pytest.MonkeyPatch):
    """The twin of freshness: within the seconds the old number stands, afterwards the new one, with a new tag."""
    cohort = make_cohort(key="kdx1")
    make_entry(cohort)
    close_call(cohort)
    before = drawn()
    Entry.objects.update(state=EntryState.WITHDRAWN)
    assert drawn().content == before.content
    clock = page_cache.time.monotonic
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: clock() + 6)
    after = drawn()
    assert after.content != before.content
    assert after["ETag"] != before["ETag"]


def test_nothing_is_kept_for_people_with_a_cookie():
    client = Client()
    drawn("/", client)
    client.force_login(UserFactory())
    text = drawn("/", client)
    assert text["Cache-Control"] == "private, no-store"
    assert "ETag" not in text
    assert "マイページ" not in drawn().content.decode()


@pytest.mark.parametrize("path", ["/search/", "/login/", "/communities/", "/nothing/", "/cases/?tag=x"])
def test_other_pages_are_not_kept(path: str):
    assert "ETag" not in drawn(path)


def test_a_closed_site_answers_with_nothing_kept(settings: Any):
    drawn()
    settings.MAINTENANCE = True
    assert drawn().status_code == 503


def test_off_means_off(settings: Any):
    settings.PAGE_CACHE_SECONDS = 0
    assert "ETag" not in drawn()


def test_a_page_with_a_token_is_one_persons():
    """The twin: without this question the token of one person's form would be everybody's."""
    request = RequestFactory().get("/")
    response = page_cache.HttpResponse("x")
    request.public_page = True
    assert page_cache.is_everybodys(response, request)
    request.META["CSRF_COOKIE"] = "secret"
    assert not page_cache.is_everybodys(response, request)
    del request.META["CSRF_COOKIE"]
    response.set_cookie("a", "b")
    assert not page_cache.is_everybodys(response, request)


def kept(body: bytes = b"x", until: float = 0.0) -> page_cache.Kept:
    return page_cache.Kept((), body, str(body), 1, until)


def test_one_reader_draws_anew_and_the_others_wait_for_nothing():
    here, key = Shelf(), ("h", "", "/")
    here.put(key, kept(), here.generation)
    assert here.find(key) is None
    assert here.find(key) is not None
    assert here.peek(key) is not None


def test_what_was_begun_before_something_was_published_is_not_kept():
    here, key = Shelf(), ("h", "", "/")
    begun = here.generation
    here.forget()
    here.put(key, kept(), begun)
    assert here.find(key) is None


def test_the_shelf_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    here = Shelf()
    for path in "abc":
        here.put(("h", "", path), kept(until=1e12), here.generation)
    assert [here.peek(("h", "", path)) is not None for path in "abc"] == [False, True, True]


def test_what_is_withdrawn_is_gone_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch):
    """Another process took the page back: nobody told this one, and after the first look nobody gets it any more."""
    case = ShowcasePage.objects.live().first()
    path = case.get_url()
    assert drawn(path).status_code == 200
    monkeypatch.setattr("home.queries.frame.shelf", Shelf())
    case.unpublish()
    monkeypatch.setattr(page_cache.time, "monotonic", after(6))
    assert [drawn(path).status_code for _time in range(3)] == [404, 404, 404]


def test_twin_without_dropping_it_the_withdrawn_page_comes_back(monkeypatch: pytest.MonkeyPatch):
    case = ShowcasePage.objects.live().first()
    path = case.get_url()
    drawn(path)
    monkeypatch.setattr("home.queries.frame.shelf", Shelf())
    monkeypatch.setattr(Shelf, "drop", lambda _self, _key: None)
    case.unpublish()
    monkeypatch.setattr(page_cache.time, "monotonic", after(6))
    assert [drawn(path).status_code for _time in range(2)] == [404, 200]


def test_a_head_request_does_not_take_the_turn_to_draw(monkeypatch: pytest.MonkeyPatch):
    drawn()
    monkeypatch.setattr(page_cache.time, "monotonic", after(6))
    Client().head("/")
    with CaptureQueriesContext(connection) as asked:
        drawn()
    assert len(asked) > 0


def after(seconds: float) -> Any:
    """The clock, some seconds later."""
    now = page_cache.time.monotonic
    return lambda: now() + seconds
