"""Who read or changed X between A and B: page, CSV and command give the same answer, and the look is a line itself."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from activity.actions import record, record_reading
from activity.models import Record
from activity.words import known_verbs
from common.spreadsheets import csv_chunks, safe_cell
from tests.factories.accounts import NOW, OrganisationFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = user_with_role("staff")
    client.force_login(person)
    return person


@pytest.fixture
def company():
    """Read yesterday by a juror, changed today by somebody on behalf of another."""
    company, juror, helper = OrganisationFactory(name="A社精工"), UserFactory(display_name="審査員"), UserFactory()
    record_reading(verb="file_opened", subject=company, by=juror, now=NOW - timedelta(days=1))
    record(verb="user_renamed", subject=company, by=helper, now=NOW, on_behalf_of=UserFactory(display_name="本人"))
    record(verb="user_renamed", subject=OrganisationFactory(), by=helper, now=NOW)
    return company


def page(client, **asked):
    return client.get(reverse("activity:records"), asked)


def verbs(response):
    return [row.line.verb for row in response.context["rows"]]


def test_who_read_or_changed_x_between_a_and_b(client, staff, company):
    about = str(company.public_id)
    assert verbs(page(client, about=about)) == ["user_renamed", "file_opened"]
    assert verbs(page(client, about="A社精工", deed="read")) == ["file_opened"]
    assert verbs(page(client, about=about, deed="changed")) == ["user_renamed"]
    assert verbs(page(client, about=about, since="2026-11-21T12:00", until="2026-11-21T12:01")) == ["user_renamed"]
    assert verbs(page(client, about=about, since="2026-11-21T12:01")) == []
    assert verbs(page(client, about=about, who="審査員")) == ["file_opened"]
    assert verbs(page(client, who="本人")) == ["user_renamed"]
    assert verbs(page(client, about="no such thing")) == []


def test_the_page_speaks_in_words(client, staff, company):
    text = page(client, about=str(company.public_id)).content.decode()
    for word in ("審査員", "ファイルを開いた", "A社精工", "本人の代理", "11月21日（土）12:00"):
        assert word in text


def test_looking_is_a_line_itself(client, staff, company):
    page(client, about=str(company.public_id))
    line = Record.objects.latest("pk")
    assert (line.verb, line.actor, line.is_reading) == ("records_searched", staff, True)
    assert line.facts == {"subjects": [str(company.public_id)]}
    client.get(reverse("activity:records_csv"))
    assert Record.objects.latest("pk").verb == "records_exported"


def test_a_part_counts_for_the_whole(client, staff, company):
    record_reading(verb="file_saved", subject=UserFactory(), by=staff, now=NOW, part_of=company.public_id)
    assert "file_saved" in verbs(page(client, about=str(company.public_id)))


@pytest.mark.parametrize(
    "asked", [{"since": "x"}, {"since": "0001-01-01"}, {"since": "2026-11-22T00:00", "until": "2026-11-21T00:00"}]
)
def test_a_question_that_cannot_be_read_says_why(client, staff, asked):
    for name in ("activity:records", "activity:records_csv"):
        response = client.get(reverse(name), asked)
        assert response.context["form"].errors
        assert asked["since"] in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_many(client, staff, count, django_assert_max_num_queries):
    for _ in range(count):
        record(verb="user_renamed", subject=OrganisationFactory(), by=UserFactory(), now=NOW)
    page(client)
    with django_assert_max_num_queries(16):
        page(client)


def test_pages_follow_one_another(client, staff):
    for number in range(60):
        record(verb="user_renamed", subject=Record, by=None, now=NOW + timedelta(seconds=number))
    first = page(client, deed="changed")
    second = client.get(first.context["older"])
    assert [len(first.context["rows"]), len(second.context["rows"])] == [50, len(second.context["rows"])]
    seen = [row.line.pk for response in (first, second) for row in response.context["rows"]]
    assert (len(seen), len(set(seen))) == (Record.objects.filter(is_reading=False).count(),) * 2


def test_the_csv_holds_every_line_and_no_formula(client, staff, company):
    UserFactory(display_name="=HYPERLINK(1)", email="x@example.jp")
    record(verb="user_renamed", subject=company, by=UserFactory(display_name="=1+1"), now=NOW)
    response = client.get(reverse("activity:records_csv"), {"about": str(company.public_id)})
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff日時,")
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert [row[6] for row in rows[1:]] == ["user_renamed", "user_renamed", "file_opened"]
    assert "'=1+1" in {row[1] for row in rows}
    assert response["Content-Disposition"] == 'attachment; filename="records.csv"'


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"), (-1, "-1"), (None, ""), ("髙", "髙")],
)
def test_no_cell_is_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_a_csv_comes_in_pieces():
    made = []

    def rows():
        for number in range(450):
            made.append(number)
            yield [number]

    chunks = csv_chunks(rows(), "ja")
    assert next(chunks).startswith("\ufeff0\r\n1\r\n")
    assert len(made) == 200
    assert "".join(chunks).endswith("449\r\n")
    assert list(csv_chunks([], "ja")) == ["\ufeff"]


@pytest.mark.django_db(transaction=True)
async def test_the_csv_streams_under_asgi_too(async_client):
    from asgiref.sync import sync_to_async

    person = await sync_to_async(user_with_role)("staff")
    await async_client.aforce_login(person)
    response = await async_client.get(reverse("activity:records_csv"))
    body = b"".join([chunk async for chunk in response.streaming_content])
    assert body.decode().startswith("\ufeff日時,")


def test_the_command_answers_the_same(company):
    out = io.StringIO()
    call_command("records", about="A社精工", deed="read", stdout=out)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert [row[6] for row in rows] == ["Verb", "file_opened"]
    assert Record.objects.latest("pk").verb == "records_exported"
    with pytest.raises(CommandError, match="since"):
        call_command("records", since="yesterday", stdout=out)


def test_every_verb_of_the_source_has_words():
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    sources = [path for app in ("communities", "cohorts", "mentoring", "home", "site/activity", "site/accounts")
               for path in (root / app).rglob("*.py")]  # fmt: skip
    used = {verb for path in sources for verb in re.findall(r'(?<!\w)verb="(\w+)"', path.read_text("utf-8"))}
    assert "entry_read" in used
    assert used - known_verbs() == set()
