"""What browsers are told they may load: strict on our pages, without other hosts in Wagtail's admin."""

import pytest
from django.conf import settings as product
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.matrix import APPS

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


def views(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern)
        else:
            yield pattern.callback


def test_every_page_asks_for_the_token_but_two():
    """Each route, so that nobody lets one out. Mail programs post to a signed address, which is the proof (RFC 8058);
    a tap on a question asks where the browser comes from, since its page is the same for all strangers.
    """
    ours = {view for view in views(get_resolver()) if view.__module__.split(".")[0] in {*APPS, "hiroba"}}
    exempt = {view.__name__ for view in ours if getattr(view, "csrf_exempt", False)}
    assert (exempt, "django.middleware.csrf.CsrfViewMiddleware" in product.MIDDLEWARE) == (
        {"mail_stop", "poll_vote"},
        True,
    )
    assert len(ours) > 100


def test_a_form_without_its_token_gets_json_where_a_script_asked():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/en/login/", {"email": "a@example.jp"})
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (403, "text/html")
    assert b'href="/en/"' in page.content
    answer = strict.post("/en/login/", {"email": "a@example.jp"}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "load it again" in answer.json()["sentence"]
