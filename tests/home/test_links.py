"""No way of the demonstration's public pages leads nowhere, in either language."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LINK = re.compile(r'<(?:a|link)[^>]*? href="(/[^"#]*)')
ELSEWHERE = ("/static/", "/media/", "/cms/")
MOST = 120


def links_of(text: str) -> set[str]:
    return {found.replace("&amp;", "&") for found in LINK.findall(text) if not found.startswith(ELSEWHERE)}


def test_every_link_leads_to_a_page():
    client, waiting, seen, dead = Client(), ["/", "/en/"], set(), []
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        if response.status_code not in (200, 302):
            dead.append((path, response.status_code))
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        new = links_of(response.content.decode()) - seen - {path}
        seen |= new | {path}
        waiting += sorted(new)
        assert len(seen) < MOST, sorted(seen)
    assert dead == []
    assert {"/news/", "/accessibility/results/", "/en/communities/events/", "/mentors/", "/en/diagnosis/"} <= seen


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_header_and_footer_hold_no_empty_item(start: str):
    text = Client().get(start).content.decode()
    frame = text.split("<main")[0] + text.split("<footer")[1]
    items = re.findall(r"<a [^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", frame, re.DOTALL)
    assert [url for url, label in items if not url or not re.sub(r"<[^>]+>", "", label).strip()] == []
    assert len(items) > 12
