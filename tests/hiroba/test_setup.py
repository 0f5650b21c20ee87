"""The page that makes the first administrator: for whoever reads the terminal, once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.actions import administrators
from accounts.models import Role, User
from accounts.permissions import is_staff_member
from activity.models import Record
from common.errors import NotFound
from hiroba import doctor
from hiroba.setup import queries, telling, views
from hiroba.setup.actions import set_up
from hiroba.setup.queries import is_setup_token, needs_setup, setup_address, setup_token
from home.models import OperatorSettings
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.common import together

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "まちの広場",
    "contact": "HIROBA@city.example",
    "phone": "０２４-000-0000",
    "email": "first@city.example",
    "display_name": "産業政策課",
}
CLEAN = {**FIELDS, "contact": "hiroba@city.example", "phone": "024-000-0000"}


@pytest.fixture(autouse=True)
def _no_demonstration(settings):
    settings.DEMO_MODE = False


def path(token: str | None = None, prefix: str = "") -> str:
    return f"{prefix}/setup/{token or setup_token()}/"


def test_five_fields_open_the_site_and_close_the_page(client):
    page = client.get(path())
    assert (page.status_code, page["Cache-Control"].count("no-store")) == (200, 1)
    assert page.content.decode().count("※必須") == 5
    answer = client.post(path(), FIELDS)
    assert (answer.status_code, answer.url) == (302, "/account/second-factor/?next=%2Fmy%2F")
    person = User.objects.get()
    assert (person.email, person.name, person.is_superuser, person.is_staff) == (
        FIELDS["email"], FIELDS["display_name"], True, True,
    )  # fmt: skip
    assert not person.has_usable_password()
    operator = OperatorSettings.objects.get()
    assert (operator.name, operator.email, operator.phone) == ("まちの広場", "hiroba@city.example", "024-000-0000")
    told = list(Record.objects.order_by("pk").values_list("verb", "actor"))
    by_nobody, theirs = ("user_created", "role_granted"), ("administrator_made", "operator_written")
    assert told == [*((verb, None) for verb in by_nobody), *((verb, person.pk) for verb in theirs)]
    assert "まちの広場" in Client().get("/").content.decode()
    other = {**FIELDS, "email": "second@city.example"}
    for browser in (client, Client()):
        answers = [
            browser.get(path()),
            browser.post(path(), other),
            browser.post(path(), {}),
            browser.post(path("a" * 32)),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
    assert User.objects.count() == 1


def test_the_same_form_twice_is_answered_like_the_first(client):
    first, second = client.post(path(), FIELDS), Client()
    again = second.post(path(), FIELDS)
    assert (again.status_code, again.url) == (302, first.url)
    assert second.get(again.url).status_code == 200
    assert (User.objects.count(), Record.objects.filter(verb="administrator_made").count()) == (1, 1)


@pytest.mark.parametrize("field", FIELDS)
def test_another_answer_or_token_is_not_the_same_form(client, field):
    client.post(path(), FIELDS)
    changed = {**FIELDS, field: "other@city.example" if field in {"contact", "email"} else "0241"}
    assert Client().post(path(), changed).status_code == 404
    assert Client().post(path("a" * 32), FIELDS).status_code == 404


def test_after_a_moment_or_a_second_factor_the_form_lets_nobody_in(client, monkeypatch):
    client.post(path(), FIELDS)
    now = timezone.now()
    assert queries.just_set_up(CLEAN, now) == User.objects.get()
    assert queries.just_set_up(CLEAN, now + queries.DOUBLED + timedelta(seconds=1)) is None
    monkeypatch.setattr(queries, "has_second_factor", lambda _person: True)
    assert Client().post(path(), FIELDS).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_known", [True, False], ids=["doubled", "twin"])
def test_two_clicks_at_once_make_one_administrator(monkeypatch, is_known):
    address = path()
    if not is_known:
        monkeypatch.setattr(views, "just_set_up", lambda _fields, _now: None)
    answers = together(2, lambda _number: Client().post(address, FIELDS).status_code)
    assert sorted(answers) == [302, 302 if is_known else 404]
    assert (User.objects.count(), Record.objects.filter(verb="administrator_made").count()) == (1, 1)


def test_the_second_factor_comes_first(client):
    client.post(path(), FIELDS)
    person = User.objects.get()
    assert client.get("/cms/").url == "/account/second-factor/"
    assert client.get("/staff/people/").status_code in {302, 403}
    assert not is_staff_member(person)


def test_without_the_token_there_is_no_such_page(client):
    for token in ("a" * 32, setup_token()[:-1], "秘密"):
        answers = (client.get(path(token)), client.post(path(token), FIELDS))
        assert [answer.status_code for answer in answers] == [404, 404]
    wrong, missing = path("a" * 32), f"/setups/{'a' * 32}/"
    pages = [client.get(place).content.decode().replace(place, "") for place in (wrong, missing)]
    assert pages[0] == pages[1]
    assert not User.objects.exists()


def test_the_token_is_what_keeps_strangers_out(client, monkeypatch):
    """The twin: without asking for it, anybody would be the administrator."""
    monkeypatch.setattr(views, "is_setup_token", lambda token: True)
    assert client.post(path("a" * 32), FIELDS).status_code == 302
    assert User.objects.get().is_superuser


def test_the_token_belongs_to_this_installation(settings):
    token = setup_token()
    assert (len(token), is_setup_token(token.upper())) == (32, True)
    settings.SECRET_KEY = "another" * 8
    assert setup_token() != token


@pytest.mark.parametrize(
    "there_is", [lambda: UserFactory(is_superuser=True, is_active=False), lambda: user_with_role("staff")]
)
def test_an_administrator_closes_the_page_even_when_gone(client, there_is):
    there_is()
    Role.objects.update(starts_on="2020-01-01", ends_on="2020-01-02")
    assert (needs_setup(), client.get(path()).status_code) == (False, 404)


def test_the_second_of_two_makes_nothing(monkeypatch):
    more = {"language": "ja", "now": timezone.now()}
    set_up(**FIELDS, **more)
    second = {**FIELDS, "email": "second@city.example", "name": "別の広場"}
    with pytest.raises(NotFound):
        set_up(**second, **more)
    assert (User.objects.count(), OperatorSettings.objects.get().name) == (1, "まちの広場")
    # The twin: without the question after the lock there are two.
    monkeypatch.setattr(administrators, "has_administrator", lambda: False)
    set_up(**second, **more)
    assert User.objects.filter(is_superuser=True).count() == 2


def test_an_account_that_is_there_becomes_the_administrators(client):
    person = UserFactory(email=FIELDS["email"])
    client.post(path(), FIELDS)
    person.refresh_from_db()
    assert (person.is_superuser, User.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""), ("name", "　"), ("name", "あ" * 61), ("name", "a\x00b"), ("contact", "だれか"),
        ("phone", "なし"), ("phone", "1" * 31), ("email", "a@b"), ("email", ""), ("display_name", "\u200b"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_and_the_rest_stays(client, field, typed):
    answer = client.post(path(), {**FIELDS, field: typed})
    assert answer.status_code in {400, 422}
    page = answer.content.decode()
    if answer.status_code == 422:
        assert all(value in page for name, value in FIELDS.items() if name != field)
        assert "＊" in page
    assert not User.objects.exists()


def test_a_form_of_another_site_is_refused():
    assert Client(enforce_csrf_checks=True).post(path(), FIELDS).status_code == 403
    assert not User.objects.exists()


def test_guessing_is_limited(client):
    for _ in range(views.BURST):
        client.get(path("a" * 32))
    assert client.get(path("a" * 32)).status_code == 429


def test_the_page_speaks_english(client):
    assert "Open your square" in client.get(path(prefix="/en")).content.decode()


def test_terminal_and_doctor_say_the_address_until_it_was_used(capsys):
    telling.tell_setup_address()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=out)
    assert setup_address() == f"{configured.ORIGINS[0]}/setup/{setup_token()}/"
    assert all(setup_address() in said for said in (capsys.readouterr().out, out.getvalue()))
    UserFactory(is_superuser=True)
    telling.tell_setup_address()
    assert capsys.readouterr().out == ""
    assert doctor.administrator() is None
