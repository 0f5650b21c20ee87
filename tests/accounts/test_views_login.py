"""Logging in with a password and with a second factor; what guards the ways in."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from realtime.sessions import person_behind
from tests.accounts.conftest import PASSWORD
from tests.factories.accounts import app_code, log_in, user_with_role, with_second_factor

pytestmark = pytest.mark.django_db


def enter(client, **data):
    return client.post("/login/password/", {"email": "taro@example.jp", "password": PASSWORD, **data})


def test_a_password_opens(client, person):
    assert client.get("/login/password/").status_code == 200
    assert enter(client, next="/communities/")["Location"] == "/communities/"
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("data", [{"password": "wrong"}, {"email": "nobody@example.jp"}])
def test_a_wrong_pair_gets_one_sentence(client, person, data):
    answer = enter(client, **data)
    assert (answer.status_code, "合っていません" in answer.content.decode()) == (422, True)


def test_known_and_unknown_answer_with_the_same_bytes(client, person):
    import re

    pages = []
    for email in ("taro@example.jp", "nobody@example.jp"):
        page = Client().post("/login/password/", {"email": email, "password": "wrong"}).content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(f'value="{email}"', "")))
    assert pages[0] == pages[1]


def test_guessing_gets_a_sentence(client, person):
    for _ in range(5):
        enter(client, password="wrong")
    answer = enter(client)
    assert (answer.status_code, "15分" in answer.content.decode()) == (422, True)


def test_the_second_factor_stands_between(client, person):
    with_second_factor(person, timezone.now())
    answer = enter(client, next="/communities/")
    assert (answer["Location"], "_auth_user_id" in client.session) == ("/login/second/", False)
    assert client.get("/account/")["Location"].startswith("/login/")
    assert client.get("/login/second/").status_code == 200
    wrong = client.post("/login/second/", {"code": "12"})
    assert (wrong.status_code, "_auth_user_id" in client.session) == (422, False)
    answer = client.post("/login/second/", {"code": app_code(timezone.now())})
    assert answer["Location"] == "/communities/"
    assert person_behind(client.session.session_key).factors == 2


def test_the_second_factor_stands_behind_the_mail_code_too(client, person, sent):
    codes = with_second_factor(person, timezone.now())
    client.post("/login/", {"email": "taro@example.jp"})
    assert client.post("/login/code/", {"code": sent[0].code})["Location"] == "/login/second/"
    assert client.post("/login/second/", {"code": codes[0]})["Location"] == "/my/"


def test_a_login_that_waits_too_long_starts_anew(client, person):
    with_second_factor(person, timezone.now())
    enter(client)
    session = client.session
    session["account_login"]["initiated_at"] -= 3600
    session.save()
    assert client.post("/login/second/", {"code": app_code(timezone.now())})["Location"] == "/login/"
    assert "_auth_user_id" not in client.session


def test_the_second_step_without_a_first_leads_back(client):
    assert client.get("/login/second/")["Location"] == "/login/"


def test_deactivated_between_the_factors(client, person):
    with_second_factor(person, timezone.now())
    enter(client)
    User.objects.update(is_active=False)
    assert client.post("/login/second/", {"code": app_code(timezone.now())}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_staff_are_led_to_the_set_up_and_then_on(client, settings, sent):
    settings.DEMO_MODE = False
    staff = user_with_role("staff")
    client.post("/login/", {"email": staff.email, "next": "/communities/"})
    answer = client.post("/login/code/", {"code": sent[0].code})
    assert answer["Location"] == "/account/second-factor/?next=%2Fcommunities%2F"
    assert client.get(answer["Location"]).status_code == 200
    secret = client.session["second_factor_secret"]
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    assert client.post("/account/second-factor/", {"code": code})["Location"] == "/account/recovery-codes/"
    page = client.get("/account/recovery-codes/").content.decode()
    assert 'href="/communities/"' in page
    assert person_behind(client.session.session_key).factors == 2


def test_the_content_management_stays_behind_the_second_factor(client, settings):
    admin = User.objects.create_superuser("admin@example.jp", PASSWORD)
    settings.DEMO_MODE = False
    client.force_login(admin)
    assert client.get("/cms/")["Location"] == "/account/second-factor/"
    log_in(client, admin, factors=2)
    assert client.get("/cms/").status_code == 200


def test_who_has_no_right_to_the_content_management_is_told_so(client, person):
    client.force_login(person)
    assert client.get("/cms/", follow=True).status_code == 403


def test_wagtails_own_login_is_closed(client):
    User.objects.create_superuser("admin@example.jp", PASSWORD)
    answer = client.post("/cms/login/?next=/cms/", {"username": "admin@example.jp", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/cms/")
    assert client.login(username="admin@example.jp", password=PASSWORD) is False


def test_a_forgotten_password_is_chosen_anew(client, person, sent):
    client.post("/login/reset/", {"email": "taro@example.jp"})
    answer = client.post("/login/code/", {"code": sent[0].code})
    assert answer["Location"] == "/account/password/"
    assert client.post("/account/password/", {"password": "べつのながいあいことばです"}).status_code == 302


@pytest.mark.parametrize(
    "url",
    ["/login/password/", "/login/second/", "/login/reset/", "/account/password/", "/account/second-factor/off/",
     "/account/recovery-codes/new/", "/account/sessions/end/", "/account/profile/", "/account/confirm/"],
)  # fmt: skip
def test_a_post_without_its_token_is_refused(url):
    assert Client(enforce_csrf_checks=True).post(url, {}).status_code == 403


@pytest.mark.parametrize("url", ["/login/password/", "/login/reset/"])
def test_null_bytes_are_a_bad_request(client, url):
    assert client.post(url, {"email": "a\0@example.jp", "password": "x"}).status_code == 400


def test_no_page_of_allauth_can_be_reached():
    from django.urls import URLPattern, get_resolver

    def views(resolver):
        for pattern in resolver.url_patterns:
            yield from [pattern.callback] if isinstance(pattern, URLPattern) else views(pattern)

    assert not [view for view in views(get_resolver()) if view.__module__.startswith("allauth")]


@pytest.mark.parametrize("address", ["/login/", "/login/password/"])
def test_an_address_that_is_too_long_gets_our_sentence(client, db, address):
    typed = {"email": "a" * 250 + "@example.jp", "password": PASSWORD}
    page = client.post(address, typed)
    assert (page.status_code, "254字以内にしてください（いま261字）。" in page.content.decode()) == (422, True)
