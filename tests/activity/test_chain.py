"""The chain names every line that somebody changed, removed, added or moved; the database refuses changes at all."""

import random
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from activity import append_only, heads
from activity.actions import record, seal_records
from activity.actions.records import _complain_once
from activity.models import Pruning, Record, Seal
from activity.queries import Finding, Verdict, check_links, unsealed_records
from activity.verification import verify_all
from tests.factories.accounts import NOW, UserFactory

pytestmark = pytest.mark.django_db
LINES = 30


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def lines():
    """A sealed trail."""
    person = UserFactory()
    for number in range(LINES):
        record(verb="checked", subject=person, by=person, now=NOW, facts={"n": number, "word": "髙﨑"})
    assert seal_records(now=NOW) == LINES
    return list(Record.objects.order_by("pk"))


@pytest.fixture
def intruder():
    """Somebody with the database's own rights: the triggers are gone."""
    append_only.take_down(connection)
    yield run
    append_only.put_up(connection)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def own(value):
    """An id as the database stores it."""
    return value if connection.vendor == "postgresql" else value.hex


def test_an_untouched_trail_is_whole(lines):
    assert list(verify_all()) == []
    assert list(Seal.objects.values_list("position", "record_number")) == [
        (n, line.pk) for n, line in enumerate(lines, start=1)
    ]


def test_sealing_goes_on_where_it_stopped(lines):
    record(verb="later", subject=Record, by=None, now=NOW)
    assert (seal_records(now=NOW), seal_records(now=NOW)) == (1, 0)
    assert list(verify_all()) == []


def test_batches_make_the_same_chain_as_one(lines):
    whole = list(Seal.objects.values_list("digest", flat=True))
    append_only.take_down(connection)
    run("DELETE FROM activity_seal")
    while seal_records(now=NOW, limit=7):
        pass
    assert list(Seal.objects.order_by("position").values_list("digest", flat=True)) == whole


TAMPERINGS = {
    "verb": ("UPDATE activity_record SET verb = 'forged' WHERE id = %s", Verdict.CHANGED),
    "who": ("UPDATE activity_record SET actor_id = NULL WHERE id = %s", Verdict.CHANGED),
    "role": ("UPDATE activity_record SET actor_role = 'juror' WHERE id = %s", Verdict.CHANGED),
    "when": ("UPDATE activity_record SET at = '2020-01-01 00:00:00+00:00' WHERE id = %s", Verdict.CHANGED),
    "facts": ("""UPDATE activity_record SET facts = '{"n": 99}' WHERE id = %s""", Verdict.CHANGED),
    "about": ("UPDATE activity_record SET subject_kind = 'x' WHERE id = %s", Verdict.CHANGED),
    "mark": ("UPDATE activity_record SET mark = 'x' WHERE id = %s", Verdict.CHANGED),
    "removed": ("DELETE FROM activity_record WHERE id = %s", Verdict.MISSING),
    "moved": ("UPDATE activity_record SET id = id + 1000000 WHERE id = %s", Verdict.MOVED),
    "unsealed": ("DELETE FROM activity_seal WHERE record_number = %s", Verdict.MISSING),
}


def test_a_tampered_line_is_found_100_of_100_times(lines, intruder):
    rng = random.Random(20261122)
    found = 0
    for _ in range(100):
        position, (sql, verdict) = rng.randint(1, LINES), rng.choice(list(TAMPERINGS.values()))
        with transaction.atomic():
            intruder(sql, lines[position - 1].pk)
            findings = [finding for finding in verify_all() if finding.position == position]
            found += [finding.verdict for finding in findings] == [verdict]
            transaction.set_rollback(True)
    assert found == 100
    assert list(verify_all()) == []


@pytest.mark.parametrize("sql", [sql for name, (sql, _) in TAMPERINGS.items() if name != "unsealed"])
def test_the_twin_without_chain_and_mark_finds_nothing(lines, intruder, sql):
    """What the rows alone can tell: their number and order. A changed line passes, a removed one cannot be named."""
    before = [line.public_id for line in lines]
    intruder("DELETE FROM activity_seal")
    intruder("UPDATE activity_record SET mark = ''" if "mark" not in sql else "UPDATE activity_record SET verb = 'a'")
    intruder(sql, lines[3].pk)
    assert set(before) >= set(Record.objects.values_list("public_id", flat=True))
    assert check_links(0) == (500, [])


def test_an_added_line_is_named_and_never_sealed(lines, intruder):
    forged = uuid.uuid4()
    intruder(
        "INSERT INTO activity_record (public_id, at, actor_role, verb, is_reading, subject_kind, facts, mark)"
        " SELECT %s, at, actor_role, 'forged', is_reading, subject_kind, facts, mark"
        " FROM activity_record WHERE id = %s",
        own(forged), lines[0].pk,
    )  # fmt: skip
    _complain_once.cache_clear()
    assert seal_records(now=NOW) == 0
    assert list(verify_all()) == [Finding(Verdict.ADDED, 0, forged)]


def test_two_lines_that_changed_places_are_named(lines, intruder):
    first, second = lines[4].pk, lines[9].pk
    intruder("UPDATE activity_record SET id = -1 WHERE id = %s", first)
    intruder("UPDATE activity_record SET id = %s WHERE id = %s", first, second)
    intruder("UPDATE activity_record SET id = %s WHERE id = -1", second)
    assert [(f.verdict, f.position) for f in verify_all()] == [(Verdict.MOVED, 5), (Verdict.MOVED, 10)]


def test_links_that_changed_places_are_named(lines, intruder):
    intruder("UPDATE activity_seal SET position = -1 WHERE position = 7")
    intruder("UPDATE activity_seal SET position = 7 WHERE position = 8")
    intruder("UPDATE activity_seal SET position = 8 WHERE position = -1")
    assert {(f.verdict, f.position) for f in verify_all()} >= {(Verdict.MOVED, 7), (Verdict.MOVED, 8)}


def test_a_line_changed_before_its_seal_is_named(lines, intruder):
    late = record(verb="late", subject=Record, by=None, now=NOW)
    intruder("UPDATE activity_record SET verb = 'forged' WHERE id = %s", late.pk)
    _complain_once.cache_clear()
    assert seal_records(now=NOW) == 0
    assert list(verify_all()) == [Finding(Verdict.ADDED, 0, late.public_id)]


def test_a_cut_chain_is_known_from_the_head_noted_outside(lines, intruder):
    assert heads.note_head(NOW)
    assert not heads.note_head(NOW)
    intruder("DELETE FROM activity_seal WHERE position > 20")
    intruder("DELETE FROM activity_record WHERE id > %s", lines[19].pk)
    assert list(verify_all()) == [Finding(Verdict.CUT, LINES)]
    heads.heads_file().unlink()
    assert list(verify_all()) == []  # the twin: the database alone cannot know it


def test_a_late_line_with_a_lower_number_is_sealed_later(lines, intruder):
    late = record(verb="late", subject=Record, by=None, now=NOW)
    record(verb="later", subject=Record, by=None, now=NOW)
    intruder("UPDATE activity_record SET id = 0 WHERE id = %s", late.pk)
    assert next(line.pk for line in unsealed_records()) == 0
    assert seal_records(now=NOW) == 2
    assert list(verify_all()) == []


def test_old_lines_are_known_by_the_old_key(lines):
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        record(verb="later", subject=Record, by=None, now=NOW)
        assert seal_records(now=NOW) == 1
        assert list(verify_all()) == []
    with override_settings(SECRET_KEY="another"):
        assert len(list(verify_all())) == LINES


@pytest.mark.parametrize("table", append_only.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_sql(lines, table, statement):
    Pruning.objects.create(pruned_at=NOW, first=1, last=1, last_digest="x", positions=[1], mark="x")
    column = "position" if table == "activity_seal" else "id"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement.format(table, column, column))
    append_only.take_down(connection)
    with transaction.atomic():  # the twin: without the trigger it passes
        run(statement.format(table, column, column))
        transaction.set_rollback(True)
    append_only.put_up(connection)


def test_two_workers_cannot_both_seal(lines, monkeypatch):
    record(verb="late", subject=Record, by=None, now=NOW)
    waiting = list(unsealed_records())
    assert seal_records(now=NOW) == 1

    class Stale:
        def iterator(self):
            return iter(waiting)

    monkeypatch.setattr("activity.actions.records.unsealed_records", Stale)
    assert seal_records(now=NOW) == 0
    assert list(verify_all()) == []


def test_the_command_seals_checks_and_names(lines, intruder):
    record(verb="late", subject=Record, by=None, now=NOW)
    out = StringIO()
    call_command("verify_records", stdout=out)
    assert out.getvalue().startswith(f"{LINES + 1} records are as they were written.")
    intruder("UPDATE activity_record SET verb = 'forged' WHERE id = %s", lines[2].pk)
    out = StringIO()
    with pytest.raises(CommandError, match="1 records are not"):
        call_command("verify_records", stdout=out)
    assert out.getvalue() == f"link 3: record {lines[2].public_id} was changed after it was written\n"
