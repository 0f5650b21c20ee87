"""What was kept long enough goes on schedule; the chain stays whole, and nothing else can go the same way."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from accounts.actions import forget_expired
from accounts.enums import GuessKind
from accounts.models import FailedAttempt, LoginCode
from activity import append_only
from activity.actions import prune_readings, prune_told, record, record_reading, seal_records
from activity.enums import MailState
from activity.models import Delivery, Notice, Pruning, Record, Seal
from activity.queries import Finding, Verdict
from activity.retention import MAILS_KEPT, READ_NOTICES_KEPT, READINGS_KEPT
from activity.tasks import prune
from activity.verification import verify_all
from common.duties import duties
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def trail(now):
    """Looks and decisions of long ago, one after the other, then some of today; sealed."""
    person = UserFactory()
    for number in range(5):
        old = now - READINGS_KEPT - DAY * (10 - number)
        record_reading(verb="file_opened", subject=person, by=person, now=old)
        record(verb="decided", subject=person, by=person, now=old)
    record_reading(verb="file_opened", subject=person, by=person, now=now - READINGS_KEPT + DAY)
    record_reading(verb="file_opened", subject=person, by=person, now=now)
    seal_records(now=now)
    return person


@pytest.fixture
def intruder():
    """Somebody with the database's own rights: the triggers are gone."""
    append_only.take_down(connection)
    yield lambda sql, *values: connection.cursor().execute(sql, values)
    append_only.put_up(connection)


def kept():
    lines = Record.objects.exclude(verb="retention_done")
    return lines.filter(is_reading=True).count(), lines.filter(is_reading=False).count()


def test_old_looks_go_and_decisions_stay(trail, now):
    assert (kept(), prune_readings(now=now, limit=3), prune_readings(now=now, limit=3)) == ((7, 5), 3, 2)
    assert (kept(), prune_readings(now=now)) == ((2, 5), 0)
    told = Record.objects.filter(verb="retention_done").order_by("pk")
    assert [line.facts for line in told] == [{"looks": 3}, {"looks": 2}]


def test_the_chain_stays_whole_and_goes_on(trail, now):
    prune_readings(now=now, limit=3)
    assert list(verify_all()) == []
    prune_readings(now=now)
    assert seal_records(now=now) == 2
    assert (list(verify_all()), Seal.objects.count()) == ([], 14)


def test_twin_without_the_note_of_the_removal_every_line_is_missing(trail, now, intruder):
    prune_readings(now=now)
    intruder("DELETE FROM activity_pruning")
    findings = list(verify_all())
    assert [(finding.verdict, finding.position) for finding in findings] == [
        (Verdict.MISSING, position) for position in (1, 3, 5, 7, 9)
    ]


def test_behind_a_removal_tampering_is_still_named(trail, now, intruder):
    prune_readings(now=now)
    decision = Record.objects.filter(verb="decided").order_by("pk")[1]
    intruder("UPDATE activity_record SET verb = 'forged' WHERE id = %s", decision.pk)
    assert list(verify_all()) == [Finding(Verdict.CHANGED, 4, decision.public_id)]


def test_nobody_hides_a_decision_behind_a_removal(trail, now, intruder):
    prune_readings(now=now)
    decision = Record.objects.filter(verb="decided").order_by("pk").first()
    intruder("DELETE FROM activity_record WHERE id = %s", decision.pk)
    intruder("UPDATE activity_pruning SET positions = '[1, 2, 3, 5, 7, 9]'")
    assert Finding(Verdict.MISSING, 2, decision.public_id) in list(verify_all())


def test_a_removal_of_another_chain_is_not_believed(trail, now, intruder):
    prune_readings(now=now)
    intruder("UPDATE activity_seal SET digest = 'x' WHERE position = 9")
    assert {finding.position for finding in verify_all()} >= {1, 3, 5, 7, 9}


def test_a_line_that_was_tampered_with_stays(trail, now, intruder):
    first = Record.objects.filter(is_reading=True).order_by("pk").first()
    intruder("UPDATE activity_record SET verb = 'forged' WHERE id = %s", first.pk)
    assert prune_readings(now=now) == 4
    assert list(verify_all()) == [Finding(Verdict.CHANGED, 1, first.public_id)]


def test_what_is_not_sealed_yet_stays(now):
    record_reading(verb="file_opened", subject=Record, by=None, now=now - READINGS_KEPT - DAY)
    assert prune_readings(now=now) == 0
    seal_records(now=now)
    assert prune_readings(now=now) == 1


@pytest.mark.parametrize("which", [{"is_reading": False}, {"is_reading": True, "at__gt": "2026-01-01T00:00:00Z"}])
def test_the_database_refuses_what_is_not_due(trail, which):
    lines = models.QuerySet(Record).filter(**which)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        lines._raw_delete("default")
    append_only.take_down(connection)
    with transaction.atomic():  # the twin: without the trigger it passes
        assert lines._raw_delete("default") > 0
        transaction.set_rollback(True)
    append_only.put_up(connection)


def test_an_installation_from_before_gets_the_new_trigger(trail, now):
    refuse = (
        "FOR EACH STATEMENT EXECUTE FUNCTION activity_refuse_change()"
        if connection.vendor == "postgresql"
        else "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER activity_record_no_delete BEFORE DELETE ON activity_record {refuse}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        prune_readings(now=now)
    append_only.put_up(connection)
    assert prune_readings(now=now) == 5


def mail(number, state, when):
    made = Delivery.objects.create(
        kind="accounts/login_code", event=str(number), recipient="a@example.jp", language="ja", subject="件名",
        text="", html="", state=state, sent_at=when if state == MailState.SENT else None,
    )  # fmt: skip
    Delivery.objects.filter(pk=made.pk).update(created_at=when)


def test_mails_and_notices_that_are_done_with_go(now):
    person = UserFactory()
    for number, state in enumerate(MailState):
        mail(number, state, now - MAILS_KEPT - DAY)
        mail(number + 10, state, now - MAILS_KEPT + DAY)
    for number, read_at in enumerate([None, now - READ_NOTICES_KEPT - DAY, now - READ_NOTICES_KEPT + DAY]):
        Notice.objects.create(person=person, kind="a/b", event=str(number), titles={}, read_at=read_at)
    Notice.objects.update(created_at=now - 2 * READ_NOTICES_KEPT)
    assert prune_told(now=now) == 3
    assert sorted(Delivery.objects.values_list("event", flat=True)) == ["0", "10", "11", "12", "13", "3"]
    assert sorted(Notice.objects.values_list("event", flat=True)) == ["0", "2"]
    assert [line.facts for line in Record.objects.all()] == [{"mails": 2, "notices": 1}]
    assert (prune_told(now=now), Record.objects.count()) == (0, 1)


def test_ways_in_that_ran_out_are_forgotten(now, client):
    client.force_login(UserFactory())
    for age in (timedelta(), 2 * DAY):
        at = now - age
        LoginCode.objects.create(email="a@example.jp", digest="x", created_at=at, expires_at=at)
        FailedAttempt.objects.create(kind=GuessKind.PASSWORD, account="x", address="x", created_at=at)
    old = SessionStore()
    old.set_expiry(now - DAY)
    old.create()
    assert forget_expired(now=now) == {"login_sessions": 0, "login_codes": 1, "guesses": 1}
    assert forget_expired(now=now + DAY * 31)["login_sessions"] == 1
    assert not Session.objects.filter(session_key=old.session_key).exists()
    assert Session.objects.filter(session_key=client.session.session_key).exists()


def test_the_worker_does_it_daily(trail, now):
    daily = {duty.name: duty.every for duty in duties() if duty.lane == "retention"}
    assert daily == dict.fromkeys(("accounts.forget_expired", "activity.prune", "cohorts.delete_old_diagnoses"), 86_400)
    prune(now)
    assert (kept(), Pruning.objects.count(), list(verify_all())) == ((2, 5), 1, [])
