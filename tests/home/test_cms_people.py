"""Shutting an account in the content management says the same to sockets and login sessions as everywhere else."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client
from wagtail import hooks as wagtail_hooks
from wagtail.users.views import users

from accounts import hooks
from accounts.models import User
from home.cms import people
from realtime.sessions import person_behind
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("admin@example.jp")
    client.force_login(user)
    return user


@pytest.fixture
def editor():
    return UserFactory(display_name="編集係", family_name="髙﨑", given_name="𠮷")


@pytest.fixture
def told(monkeypatch):
    """What was announced: (audit verbs, access changes)."""
    verbs, changes = [], []
    monkeypatch.setattr(hooks, "happened", [lambda event: verbs.append((event.verb, event.by.email))])
    monkeypatch.setattr(hooks, "access_changed", [lambda event: changes.append((str(event.kind), event.user))])
    return verbs, changes


@pytest.fixture
def _stock(monkeypatch):
    """Wagtail's own pages about people."""
    monkeypatch.setattr(people.EditView, "save_instance", users.EditView.save_instance)
    monkeypatch.setitem(wagtail_hooks._hooks, "before_bulk_action", [])


def login_of(person):
    browser = Client()
    browser.force_login(person)
    return browser.session.session_key


def save(client, person, **data):
    return client.post(f"/cms/users/edit/{person.pk}/", {"email": "other@example.jp", **data})


def shut_many(client, *chosen, active=False):
    ids = "&".join(f"id={person.pk}" for person in chosen)
    return client.post(f"/cms/bulk/accounts/user/set_active_state/?{ids}", {"mark_as_active": str(active)})


@pytest.mark.parametrize("way", ["edit", "many"])
def test_shutting_an_account_ends_its_login_and_tells_the_sockets(client, admin, editor, told, way):
    key = login_of(editor)
    answer = save(client, editor) if way == "edit" else shut_many(client, editor, admin)
    assert answer.status_code == 302
    editor.refresh_from_db()
    admin.refresh_from_db()
    assert (editor.is_active, admin.is_active, person_behind(key)) == (False, True, None)
    assert UserSession.objects.filter(user=editor).count() == 0
    assert told == ([("user_deactivated", admin.email)], [("deactivated", editor)])


@pytest.mark.usefixtures("_stock")
@pytest.mark.parametrize("way", ["edit", "many"])
def test_twin_by_wagtails_own_pages_nobody_hears_of_it(client, admin, editor, told, way):
    login_of(editor)
    save(client, editor) if way == "edit" else shut_many(client, editor)
    editor.refresh_from_db()
    assert (editor.is_active, UserSession.objects.filter(user=editor).count()) == (False, 1)
    assert told == ([], [])


@pytest.mark.parametrize("way", ["edit", "many"])
def test_an_account_is_opened_again(client, admin, told, way):
    shut = UserFactory(is_active=False)
    if way == "edit":
        save(client, shut, is_active="on")
    else:
        shut_many(client, shut, active=True)
    shut.refresh_from_db()
    assert (shut.is_active, told) == (True, ([("user_reactivated", admin.email)], []))


def test_rights_are_given_and_address_and_names_stay(client, admin, editor, told):
    group = Group.objects.create(name="Editors of the year")
    page = client.get(f"/cms/users/edit/{editor.pk}/")
    assert (page.status_code, "髙﨑" in page.content.decode()) == (200, True)
    before = (editor.email, editor.family_name, editor.display_name)
    assert save(client, editor, is_active="on", groups=[str(group.pk)]).status_code == 302
    editor.refresh_from_db()
    assert (editor.email, editor.family_name, editor.display_name) == before
    assert (list(editor.groups.all()), editor.is_active, told) == ([group], True, ([], []))


def test_nobody_is_deleted(client, admin, editor):
    assert f"/cms/users/delete/{editor.pk}/" not in client.get("/cms/users/").content.decode()
    assert client.post(f"/cms/users/delete/{editor.pk}/").status_code in (302, 403)
    assert client.post(f"/cms/bulk/accounts/user/delete/?id={editor.pk}").status_code == 302
    assert User.objects.filter(pk=editor.pk).exists()
