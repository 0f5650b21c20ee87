"""Runs the hand-written rows: every persona, every route; and no route without a row."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from common.files import file_kinds
from hiroba.demo.people import People
from tests.matrix import APPS, MISSING, PERSONAS, Row
from tests.matrix.common import FILE_KINDS
from tests.matrix.situations import situation_of

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# A right that is there may still end in a sentence about what was sent.
PASSED = {200, 201, 204, 302, 303, 304, 400, 409, 410, 422}


def all_rows() -> list[Row]:
    return [row for app in APPS for row in import_module(f"tests.matrix.{app}").ROWS]


def routes(resolver: URLResolver, prefix: str = "") -> set[str]:
    """Names of all routes of the product's own apps."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= routes(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(prefix + pattern.name)
    return found


def test_every_route_has_a_row():
    named = {name for name in routes(get_resolver()) if name.split(":")[0] in APPS}
    for app in APPS:  # routes beside Django's pages
        named |= getattr(import_module(f"tests.matrix.{app}"), "ROUTES", set())
    assert named - {row.url for row in all_rows()} == set()


def test_every_file_kind_has_rows_for_pages_and_original():
    rows = {row.situation for row in all_rows() if row.url == "common:file"}
    assert {kind.name for kind in file_kinds()} == set(FILE_KINDS)
    for situations in FILE_KINDS.values():
        assert {name.split("_")[0] for name in situations if name in rows} == {"original", "page"}


def test_every_situation_is_described():
    assert all(callable(situation_of(row)) for row in all_rows())


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: f"{row.url}-{row.situation}-{row.method}")
def test_row(row: Row, people: People, keys: dict[str, str]):
    listed = f"{row.allow} {row.denied} {row.absent} {row.login}".split()
    assert sorted(listed) == sorted(PERSONAS)
    with transaction.atomic():
        arguments = situation_of(row)(people)
        found = {persona: answer_for(row, arguments, persona, keys) for persona in PERSONAS}
        transaction.set_rollback(True)
    assert found == {persona: wanted(row, persona) for persona in PERSONAS}


def wanted(row: Row, persona: str) -> str:
    columns = {"allow": row.allow, "denied": row.denied, "absent": row.absent, "login": row.login}
    return next(name for name, personas in columns.items() if persona in personas.split())


def answer_for(row: Row, arguments: dict[str, Any], persona: str, keys: dict[str, str]) -> str:
    """Ask once as this persona, take back what it wrote, and name the column the answer belongs to."""
    with transaction.atomic():
        response = ask(row, arguments, persona, keys)
        if response.status_code in (401, 404) and any(UUID.fullmatch(str(value)) for value in arguments.values()):
            nothing = {name: MISSING if UUID.fullmatch(str(value)) else value for name, value in arguments.items()}
            assert plain(ask(row, nothing, persona, keys)) == plain(response)
        transaction.set_rollback(True)
    return column_of(row, response)


def ask(row: Row, arguments: dict[str, Any], persona: str, keys: dict[str, str]) -> HttpResponse:
    own = getattr(import_module(f"tests.matrix.{row.url.split(':')[0]}"), "ask", None)
    if own is not None:
        response: HttpResponse = own(row, arguments, keys.get(persona, ""))
        return response
    client = Client()
    if persona in keys:
        client.cookies[settings.SESSION_COOKIE_NAME] = keys[persona]
    url = reverse(row.url, kwargs=arguments)
    if row.method == "GET":
        return client.get(url)
    fields = getattr(import_module(f"tests.matrix.{row.url.split(':')[0]}"), "FIELDS", {})
    return client.post(url, fields[row.url](persona) if row.url in fields else {})


def plain(response: HttpResponse) -> str:
    """The bytes of an answer without the address that was asked for."""
    return UUID.sub("", response.content.decode())


def column_of(row: Row, response: HttpResponse) -> str:
    """The doors of logging in lead to one another; everywhere else a redirect to the login page is a refusal."""
    leads = response.get("Location", "").partition("?")[0]
    if leads.endswith("/login/") and not row.url.startswith("accounts:login"):
        return "login"
    columns = {401: "login", 403: "denied", 404: "absent"}
    assert response.status_code in PASSED | set(columns), response.status_code
    return columns.get(response.status_code, "allow")
