"""How much each address takes, and that no page which reads files was forgotten."""

import inspect
import re
import sys

import pytest
from django.urls import URLPattern, get_resolver, reverse

from common.bodies import FILES, allow_bodies, body_limit, takes_files, text_limit

MB = 1024 * 1024
ENTRY = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize("path", ["/", "/login/", "/en/login/", "/nowhere/", "/\ufffd", "", "//", "/cmsx/"])
def test_a_page_takes_text_only(path):
    assert body_limit(path) == text_limit() == 2 * MB


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_entry_form_takes_its_files(prefix):
    assert body_limit(f"{prefix}/entries/{ENTRY}/plan/") == 62 * MB


def test_a_sketch_takes_one_file_and_room_for_one_too_large():
    assert body_limit(reverse("mentoring:upload", args=[ENTRY])) == 22 * MB


def test_the_cms_takes_pictures():
    assert body_limit("/cms/images/multiple/add/") == 20 * MB


def test_the_operators_limit_holds(settings):
    settings.FILE_MAX_BYTES = MB
    assert body_limit(f"/entries/{ENTRY}/plan/") == 8 * MB


def test_a_prefix_smaller_than_text_changes_nothing(monkeypatch):
    monkeypatch.setattr("common.bodies._prefixes", {})
    allow_bodies("login/", 1)
    assert body_limit("/login/") == text_limit()


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from views(pattern.url_patterns)


OURS = {"home", "mentoring", "cohorts", "communities", "activity", "accounts"}


def reads_files(view) -> bool:
    """Whether our own view, or a function it gets to, takes uploads."""
    view = inspect.unwrap(view)
    if not inspect.isfunction(view):  # a feed is an object that is called
        view = type(view).__call__
    return is_ours(view) and any("request.FILES" in inspect.getsource(step) for step in reached(view, set()))


def is_ours(function) -> bool:
    return function.__module__.split(".")[0] in OURS


def reached(function, known: set) -> set:
    """A function and all functions of ours that it, or one of those, names, in whatever module they stand."""
    known.add(function)
    names = set(re.findall(r"\b(\w+)\(", inspect.getsource(function)))
    for name, other in inspect.getmembers(sys.modules[function.__module__], inspect.isfunction):
        other = inspect.unwrap(other)  # noqa: PLW2901 - the same one, without its decorators
        if name in names and is_ours(other) and other not in known:
            reached(other, known)
    return known


def test_every_view_that_reads_files_says_so():
    found = {view for view in views(get_resolver().url_patterns) if reads_files(view)}
    assert {view.__name__ for view in found} >= {"entry_step", "sketch_add", "upload"}
    assert [view.__name__ for view in found if not hasattr(view, FILES)] == []


def test_twin_a_view_without_the_mark_takes_no_file():
    def view(request):
        return request.FILES

    assert (hasattr(view, FILES), hasattr(takes_files("sketch")(view), FILES)) == (False, True)
