"""Every persona, every route of communities, against the hand-written rows."""

import pytest
from django.urls import reverse

from accounts.enums import RoleKind
from tests.factories.accounts import UserFactory, user_with_role
from tests.matrix.communities import FIELDS, PEOPLE, ROWS, SITUATIONS

ROLES = {"staff": RoleKind.STAFF, "contractor": RoleKind.CONTRACTOR, "juror": RoleKind.JUROR, "mentor": RoleKind.MENTOR}
CASES = [(row, persona) for row in ROWS for persona in f"anonymous {PEOPLE}".split()]


def personas():
    return {name: user_with_role(ROLES[name]) if name in ROLES else UserFactory() for name in PEOPLE.split()}


def outcome(response):
    if response.status_code == 302:
        assert response["Location"].startswith(reverse("accounts:login"))
        return "login"
    return {200: "allow", 204: "allow", 303: "allow", 403: "denied", 404: "absent"}[response.status_code]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "persona"), CASES, ids=[f"{row.url}-{row.situation}-{row.method}-{persona}" for row, persona in CASES]
)
def test_row(row, persona, client):
    people = personas()
    arguments = SITUATIONS[row.situation](people) if row.situation != "nothing" else {}
    if persona != "anonymous":
        client.force_login(people[persona])
    fields = FIELDS.get(row.url, lambda _persona: {})(persona) if row.method == "POST" else {}
    response = getattr(client, row.method.lower())(reverse(row.url, kwargs=arguments), fields)
    (expected,) = [name for name in ("allow", "denied", "absent", "login") if persona in getattr(row, name).split()]
    assert outcome(response) == expected
    if expected == "denied":
        assert response.content
