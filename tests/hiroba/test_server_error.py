"""Something breaks on our side: the page needs no database, says what to do and gives back what was written."""

from unittest.mock import patch

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


def breaking(error):
    """The records are gone from the first look at the login on."""
    return patch.object(SessionStore, "load", side_effect=error)


AWAY, BROKEN = OperationalError("the server closed the connection"), ZeroDivisionError()


@pytest.mark.parametrize(
    ("prefix", "error", "status", "sentence"),
    [
        ("", AWAY, 503, "1分ほどたってから"),
        ("/en", AWAY, 503, "in a minute"),
        ("", BROKEN, 500, "数分たってから"),
        ("/en", BROKEN, 500, "in a few minutes"),
    ],
)
def test_a_form_gets_a_page_with_what_was_written(browser, prefix, error, status, sentence):
    with breaking(error):
        response = browser.post(prefix + reverse("accounts:logout"), {"body": WRITTEN})
    page = response.content.decode()
    assert (response.status_code, WRITTEN in page, sentence in page) == (status, True, True)
    assert response.has_header("Retry-After") == (status == 503)


def test_a_script_gets_a_sentence(browser):
    with breaking(AWAY):
        response = browser.post(reverse("accounts:logout"), headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["error"]) == (503, "Unavailable")
    assert response.json()["sentence"]
