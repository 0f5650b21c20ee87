"""A page of one person and the login of another; a page whose token is old."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def people(db):
    return UserFactory(), UserFactory()


def ask(client: Client, person: str = ""):
    named = {"HTTP_X_HIROBA_PERSON": person} if person else {}
    return client.post(reverse("accounts:logout"), **JSON, **named)


def test_a_request_in_the_name_of_somebody_else_is_refused(people, client):
    writer, other = people
    client.force_login(other)
    answer = ask(client, str(writer.public_id))
    assert answer.status_code == 401
    assert "別の方" in answer.json()["sentence"]
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("named", [True, False])
def test_ones_own_request_passes(people, client, named):
    writer, _other = people
    client.force_login(writer)
    assert ask(client, str(writer.public_id) if named else "").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_script_with_an_old_token_gets_one_that_works(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people[0])
    refused = ask(client)
    assert refused.status_code == 403
    token = refused.json()["token"]
    assert refused.json()["sentence"]
    assert client.post(reverse("accounts:logout"), HTTP_X_CSRFTOKEN=token, **JSON).status_code == 302
