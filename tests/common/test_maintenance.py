"""Closed for work on it: a page that says so without asking the database, and nothing typed is thrown away."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from common import maintenance_page
from common.maintenance import begin_maintenance, end_maintenance, maintenance, maintenance_file
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, make_draft

HOST = {"Referer": "http://testserver/organisations/new/"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def closed():
    begin_maintenance(now=timezone.now(), minutes=20)


def command(*words):
    out = StringIO()
    call_command("maintenance", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "メンテナンス"), ("/en/", "We are working on the site"), ("/my/", "メンテナンス"),
        ("/en/my/", "We are working"), ("/cms/", "メンテナンス"), ("/login/", "メンテナンス"),
        ("/nowhere/", "メンテナンス"),
    ],
)  # fmt: skip
def test_every_page_says_so_in_the_readers_language_without_the_database(
    client, closed, django_assert_num_queries, path, words
):
    client.force_login(UserFactory())
    with django_assert_num_queries(0):
        answer = client.get(path, headers={"Accept-Language": "ja"})
    assert (answer.status_code, words in answer.content.decode()) == (503, True)
    assert (1190 <= int(answer["Retry-After"]) <= 1200, answer["Cache-Control"]) == (True, "no-store")


@pytest.mark.django_db
def test_twin_an_open_site_and_one_without_the_middleware_answer(client, closed, monkeypatch):
    monkeypatch.setattr(maintenance_page, "maintenance", lambda: None)
    assert client.get("/login/").status_code == 200
    monkeypatch.undo()
    assert client.get("/login/").status_code == 503
    end_maintenance()
    assert client.get("/login/").status_code == 200


@pytest.mark.django_db
def test_probes_go_on(client, closed):
    assert client.get("/healthz/live").status_code == 200
    assert client.get("/healthz/ready").json()["parts"]["database"] is True


def test_the_page_names_the_time(client, closed):
    until = timezone.localtime(timezone.now() + timedelta(minutes=20))
    assert f"{until:%H:%M}" in client.get("/").content.decode()
    begin_maintenance(now=timezone.now(), minutes=None)
    answer = client.get("/")
    assert (answer["Retry-After"], f"{until:%H:%M}" in answer.content.decode()) == ("300", False)
    begin_maintenance(now=timezone.now() - timedelta(hours=1), minutes=20)
    assert client.get("/")["Retry-After"] == "30"


@pytest.mark.django_db
def test_saving_while_typing_is_told_to_come_again_soon_and_writes_nothing(client, closed):
    person = UserFactory()
    entry = make_draft(make_cohort(), person)
    client.force_login(person)
    answer = client.post(
        f"/entries/{entry.public_id}/autosave/", {"rev": 0, "values": {"title": "帰り便"}},
        content_type="application/json", headers={"Accept": "application/json"},
    )  # fmt: skip
    assert (answer.status_code, answer["Retry-After"], answer.json()["error"]) == (503, "30", "UnderMaintenance")
    assert "メンテナンス" in answer.json()["sentence"]
    assert "帰り便" not in [answer.value for answer in entry.answers.all()]


def test_a_form_without_scripts_gets_back_what_was_written(client, closed):
    words = {"name": "髙﨑金属", "note": "<b>長い説明</b>", "password": "これはひみつ"}
    page = client.post("/organisations/new/", words, headers=HOST).content.decode()
    assert ("髙﨑金属" in page, "&lt;b&gt;長い説明" in page, "ひみつ" in page) == (True, True, False)
    foreign = client.post("/organisations/new/", words, headers={"Referer": "https://example.com/"})
    assert (foreign.status_code, "髙﨑金属" in foreign.content.decode()) == (503, False)


@pytest.mark.parametrize("body", [b"a=%ff", b"a=%00", b"a=" + b"x" * 3_000_000], ids=["broken", "null", "large"])
def test_a_form_that_cannot_be_read_still_gets_the_page(client, closed, body):
    answer = client.post("/organisations/new/", body, content_type="application/x-www-form-urlencoded", headers=HOST)
    assert answer.status_code == 503


def test_the_command_closes_and_opens(settings):
    assert command("status") == "The site is open.\n"
    assert command("on", "--minutes", "5") == f"The site is closed ({maintenance_file()}).\n"
    assert maintenance().until > timezone.now()
    assert command("off") == "The site is open.\n"
    with pytest.raises(CommandError, match="positive"):
        command("on", "--minutes", "0")
    settings.MAINTENANCE = True
    assert command("off") == "The site is closed (HIROBA_MAINTENANCE is set).\n"
    assert maintenance().until is None


def test_a_file_with_anything_in_it_closes():
    maintenance_file().write_text("開けるな")
    assert maintenance().until is None
