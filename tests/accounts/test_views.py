"""The login pages, leaving, and the doors of the demonstration."""

import pytest
from django.urls import reverse
from django.utils import translation

from accounts import hooks
from accounts.actions import ensure_persona
from accounts.models import User
from tests.factories.accounts import NOW, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/login/", "/login/code/"


def walk(client, sent, email="taro@example.jp", **data):
    client.post(LOGIN, {"email": email, **data})
    return client.post(CODE, {"code": sent[-1].code})


def test_the_whole_way_in(client, sent):
    assert client.get(LOGIN).status_code == 200
    answer = client.post(LOGIN, {"email": "taro@example.jp"})
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    page = client.get(CODE)
    assert "taro@example.jp" in page.content.decode()
    answer = client.post(CODE, {"code": sent[0].code})
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_there_is_no_password_field(client):
    assert 'type="password"' not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_known_and_unknown_addresses_are_answered_alike(client, sent, known):
    UserFactory(email="known@example.jp")
    email = "known@example.jp" if known else "other@example.jp"
    answer = client.post(LOGIN, {"email": email})
    page = client.get(CODE).content.decode().replace(email, "")
    assert (answer.status_code, answer["Location"], "新しい番号" in page) == (302, CODE, True)


def test_the_session_key_is_new_after_login(client, sent):
    client.post(LOGIN, {"email": "taro@example.jp"})
    before = client.session.session_key
    client.post(CODE, {"code": sent[0].code})
    assert client.session.session_key != before
    assert "pending_login" not in client.session


@pytest.mark.parametrize(
    ("target", "reached"),
    [("/communities/", "/communities/"), ("https://evil.example/", "/my/"), ("//evil.example/", "/my/"), ("", "/my/")],
)
def test_next_is_kept_and_checked(client, sent, target, reached):
    page = client.get(LOGIN, {"next": target}).content.decode()
    assert f'name="next" value="{reached}"' in page
    assert walk(client, sent, next=target)["Location"] == reached


def test_who_is_logged_in_goes_on(client):
    client.force_login(UserFactory())
    assert client.get(LOGIN, {"next": "/communities/"})["Location"] == "/communities/"


@pytest.mark.parametrize("email", ["", "taro", "x" * 300])
def test_a_wrong_address_keeps_what_was_typed(client, sent, email):
    answer = client.post(LOGIN, {"email": email})
    assert (answer.status_code, sent) == (422, [])
    assert 'aria-invalid="true"' in answer.content.decode()
    assert email in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12", "番号は6桁か10桁です。いま2桁です。"),
        ("", "メールに書かれた番号を入力してください"),
        ("abc", "いま0桁です"),
    ],
)
def test_a_wrong_code_gets_a_sentence(client, sent, typed, sentence):
    client.post(LOGIN, {"email": "taro@example.jp"})
    answer = client.post(CODE, {"code": typed})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(("language", "promise"), [("ja", "6桁の"), ("en", "six digits by mail")])
def test_no_page_promises_six_digits_since_there_may_be_ten(client, sent, language, promise):
    """After many wrong guesses at an account its codes have ten digits (actions.codes)."""
    with translation.override(language):
        login, code = reverse("accounts:login"), reverse("accounts:login_code")
        pages = [client.get(login), client.get(reverse("accounts:password_reset"))]
        client.post(login, {"email": "taro@example.jp"})
        pages += [client.get(code), client.post(code, {"code": "1"})]
        assert [page.status_code for page in pages] == [200, 200, 200, 422]
        assert not any(promise in page.content.decode() for page in pages)


def test_another_browsers_code_does_not_work(client, sent):
    from django.test import Client

    client.post(LOGIN, {"email": "taro@example.jp"})
    other = Client()
    other.post(LOGIN, {"email": "taro@example.jp"})
    assert client.post(CODE, {"code": sent[1].code}).status_code == (302 if sent[0].code == sent[1].code else 422)


def test_the_code_page_without_a_request_leads_back(client):
    assert client.get(CODE)["Location"] == LOGIN


def test_new_digits_can_be_asked_for(client, sent):
    client.post(LOGIN, {"email": "taro@example.jp", "next": "/communities/"})
    assert client.post(CODE, {"resend": "1"})["Location"] == CODE
    assert len(sent) == 2
    assert client.post(CODE, {"code": sent[1].code})["Location"] == "/communities/"


def test_asking_too_often_gets_a_page(client, sent):
    for _ in range(5):
        client.post(LOGIN, {"email": "taro@example.jp"})
    answer = client.post(LOGIN, {"email": "taro@example.jp"})
    assert (answer.status_code, "短い時間に何度も" in answer.content.decode()) == (429, True)


def test_the_language_of_the_page_becomes_the_language_of_the_mails(client, sent):
    client.post("/en/login/", {"email": "taro@example.jp"})
    assert sent[0].language == "en"
    client.post("/en/login/code/", {"code": sent[0].code})
    assert User.objects.get().language == "en"


@pytest.mark.parametrize("url", [LOGIN, CODE, "/logout/", "/demo/owner/"])
def test_a_post_without_its_token_is_refused(url):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(url, {"email": "a@example.jp"}).status_code == 403


def test_leaving_takes_a_button(client, monkeypatch):
    events = []
    monkeypatch.setattr(hooks, "access_changed", [events.append])
    user = UserFactory()
    client.force_login(user)
    key = client.session.session_key
    assert client.get("/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session
    assert [(e.kind, e.user, e.session) for e in events] == [("logout", user, key)]


def test_leaving_keeps_the_language(client):
    assert client.post("/en/logout/")["Location"] == "/en/"


def test_nobody_can_leave_too(client):
    assert client.post("/logout/")["Location"] == "/"


def make(persona="owner", **more):
    return ensure_persona(persona=persona, email=f"{persona}@example.jp", display_name="経営者", now=NOW, **more)


def test_one_click_makes_one_a_persona(client):
    user = make()
    assert 'action="/demo/owner/"' in client.get("/demo/").content.decode()
    client.force_login(UserFactory())
    assert client.post("/demo/owner/")["Location"] == "/my/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_demo_goes_where_it_was_asked_to(client):
    make()
    assert client.post("/demo/owner/", {"next": "/communities/"})["Location"] == "/communities/"
    assert client.post("/demo/owner/", {"next": "https://evil.example"})["Location"] == "/my/"


def test_a_persona_that_does_not_exist(client):
    UserFactory(email="real@example.jp")
    assert [client.post(f"/demo/{name}/").status_code for name in ("nobody", "real")] == [404, 404]
    assert client.get("/demo/owner/").status_code == 405


@pytest.mark.parametrize(("method", "url"), [("get", "/demo/"), ("post", "/demo/owner/")])
def test_outside_demo_mode_there_is_no_demo(client, settings, method, url):
    make()
    settings.DEMO_MODE = False
    assert getattr(client, method)(url).status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_empty_demo_says_so(client):
    assert "まだだれもいません" in client.get("/demo/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_demo_page_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    for name in ("owner", "right", "staff")[:count]:
        make(name)
    # The frame round every page is remembered after the first one.
    client.get(reverse("accounts:demo"))
    with django_assert_max_num_queries(12):
        client.get("/demo/")
