"""What views read from a request besides its forms."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from common.errors import BadRequest
from common.requests import client_address, client_network, json_body, network_of, safe_next

make = RequestFactory()


@pytest.mark.parametrize("url", ["/my/", "/en/my/?a=1", "http://testserver/my/"])
def test_own_addresses_are_followed(url):
    assert safe_next(make.get("/"), url, "accounts:login") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\x08//evil.example",
        "/" + "a" * 600,
    ],
)
def test_other_addresses_are_not(url):
    assert safe_next(make.get("/"), url, "accounts:login") == "/login/"


def test_the_address_behind_our_proxy_is_the_last_it_saw(settings):
    request = make.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9")
    assert client_address(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "203.0.113.9"
    assert client_address(make.get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_limits_count_a_line_and_not_each_of_its_addresses(address, network):
    assert network_of(address) == network


def test_the_network_is_that_of_the_address_the_proxy_saw(settings):
    settings.BEHIND_PROXY = True
    request = make.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="2001:db8:1:2::77")
    assert (client_address(request), client_network(request)) == ("2001:db8:1:2::77", "2001:db8:1:2::/64")


def test_every_limit_counts_networks():
    """The single address is for the list of login sessions alone, which its owner reads."""
    root = Path(__file__).resolve().parents[2]
    sources = [
        path for app in ("site", "communities", "cohorts", "mentoring", "home") for path in (root / app).rglob("*.py")
    ]
    asking = {
        path.relative_to(root).as_posix()
        for path in sources
        if re.search(r"\bclient_address\b|REMOTE_ADDR", path.read_text())
    }
    assert asking == {"site/common/requests.py", "site/accounts/receivers.py"}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"a": "\\u0000"}', b"[" * 100_000])
def test_json_that_is_none_gets_a_sentence(body):
    with pytest.raises(BadRequest):
        json_body(make.post("/", body, content_type="application/json"))


def test_json_is_read():
    assert json_body(make.post("/", b'{"a": "\xe3\x81\xaf"}', content_type="application/json")) == {"a": "は"}


def test_a_form_sent_where_json_belongs_gets_a_sentence_even_after_it_was_read():
    request = make.post("/", {"body": "は"})
    assert request.POST["body"] == "は"
    with pytest.raises(BadRequest):
        json_body(request)
