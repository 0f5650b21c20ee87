"""Every row of mentoring's rights matrix, and every denial has its sentence."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.rights import denial
from common.errors import NotAllowed
from mentoring import permissions
from tests.matrix import Row
from tests.matrix.mentoring import FIELDS, ROWS, SITUATIONS

PERSONAS = ("anonymous", "visitor", "owner", "right", "declined", "juror", "mentor", "organiser", "staff", "contractor")
CASES = [(row, persona) for row in ROWS for persona in PERSONAS]


def expected(row: Row, persona: str) -> set[int]:
    if persona in row.login.split():
        return {302}
    if persona in row.denied.split():
        return {403}
    return {404} if persona in row.absent.split() else {200, 303}


@pytest.mark.parametrize(("row", "persona"), CASES, ids=lambda v: v if isinstance(v, str) else f"{v.url}-{v.method}")
def test_each_persona_gets_what_the_matrix_says(people, row, persona):
    arguments = SITUATIONS.get(row.situation, lambda _people: {})(people.by_persona)
    browser: Client = people.browser(persona)
    address = reverse(row.url, kwargs=arguments)
    data = FIELDS.get(row.url, lambda _persona: {})(persona) if row.method == "POST" else {}
    response = browser.post(address, data) if row.method == "POST" else browser.get(address)
    assert response.status_code in expected(row, persona)


def test_every_right_has_its_own_sentence():
    source = Path(permissions.__file__).read_text()
    named = {line.split('"')[1] for line in source.splitlines() if line.startswith("rules.add_perm(")}
    public = {"mentoring.list_mentors"}
    assert {name for name in named - public if denial(name) == NotAllowed.default} == set()
