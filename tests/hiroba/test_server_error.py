"""Something breaks on our side: the page needs no database, says what to do and gives back what was written."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory

WRITTEN = "工場の紙伝票をなくしたいです"


@pytest.fixture
def browser(db):
    """Somebody who is logged in, and whose errors are answered as in production."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    return client


def breaking(monkeypatch, error):
    def load(_self):
        raise error

    monkeypatch.setattr(SessionStore, "load", load)


@pytest.mark.parametrize(
    ("error", "status", "sentences"),
    [
        (OperationalError("the server closed the connection"), 503, ("1分ほどたってから", "in a minute")),
        (ZeroDivisionError(), 500, ("数分たってから", "in a few minutes")),
    ],
)
@pytest.mark.parametrize("language", [0, 1], ids=["ja", "en"])
def test_a_form_gets_a_page_with_what_was_written(browser, monkeypatch, error, status, sentences, language):
    breaking(monkeypatch, error)
    response = browser.post(("", "/en")[language] + reverse("accounts:logout"), {"body": WRITTEN})
    page = response.content.decode()
    assert (response.status_code, WRITTEN in page) == (status, True)
    assert response.has_header("Retry-After") == (status == 503)
    assert sentences[language] in page


def test_a_script_gets_a_sentence(browser, monkeypatch):
    breaking(monkeypatch, OperationalError("the server closed the connection"))
    response = browser.post(reverse("accounts:logout"), headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["error"]) == (503, "Unavailable")
    assert response.json()["sentence"]
