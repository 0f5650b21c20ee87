"""What browsers are told they may load: strict on our pages, without other hosts in Wagtail's admin."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def policy_of(client, path):
    return client.get(path).headers["Content-Security-Policy"]


def test_our_pages_allow_no_inline_script(client):
    policy = policy_of(client, "/login/")
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_admin_has_a_policy_of_its_own(client):
    policy = policy_of(client, "/cms/login/")
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_a_form_without_its_token_gets_json_where_a_script_asked():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/en/login/", {"email": "a@example.jp"})
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (403, "text/html")
    assert b'href="/en/"' in page.content
    answer = strict.post("/en/login/", {"email": "a@example.jp"}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "load it again" in answer.json()["sentence"]
