"""The demonstration: the thirteen real actions, once and for all; the funnel counts what is there.

Loading takes seconds, so it is loaded once for this file; each test works in a savepoint of its own.
"""

import io
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from activity import append_only
from activity.actions import seal_records
from activity.models import Record
from activity.verification import verify_all
from cohorts.actions import adopt_entry_later
from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry, Program
from cohorts.queries import conflicts_in, entry_course, funnel, ranking_table
from common.models import FileVariant
from communities.actions import add_member, create_channel, create_community, join_community, post_message
from communities.enums import JoinPolicy, MemberRole
from communities.models import Community, Message
from hiroba.demo.load import load
from hiroba.demo.removal import make_plan, remove, was_removed
from home.models import ProgrammePage, StandardPage
from home.views import EXAMPLES
from mentoring.models import Sketch
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many rows each table holds."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """What every table held before, and the loaded demonstration; both go with a rollback."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(PRIVATE_ROOT=folder), transaction.atomic():
        fresh = rows()
        assert load(now=timezone.now())
        yield fresh
        transaction.set_rollback(True)


@pytest.fixture
def fresh(world, db) -> dict[str, int]:
    return world


@pytest.fixture
def demo(fresh) -> Cohort:
    return Cohort.objects.get(key="kdx1")


@pytest.fixture
def store(demo, settings, tmp_path):
    """The files of the demonstration, to lose them: a rollback gives no bytes back."""
    shutil.copytree(configured.PRIVATE_ROOT, tmp_path / "private")
    settings.PRIVATE_ROOT = settings.DATA_DIR = tmp_path / "private"
    return tmp_path / "private"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_removing_leaves_nothing_but_the_links_of_the_trail(fresh, store, django_capture_on_commit_callbacks):
    browser = Client()
    browser.post("/demo/staff/")
    lines = Record.objects.count()
    assert not was_removed()
    assert len(files(store)) == FileVariant.objects.count() > 13

    told = io.StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("demo", "remove", stdout=told)
    left = {label: (count, fresh[label]) for label, count in rows().items() if count != fresh[label]}
    trail = {"activity.Record": (1, 0), "activity.Seal": (lines, 0), "activity.Pruning": (1, 0)}
    assert left == trail
    assert files(store) == []
    assert "The demonstration is removed." in told.getvalue()
    assert (Record.objects.get().verb, list(verify_all())) == ("demo_removed", [])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM activity_record")
    assert was_removed()
    assert browser.get("/my/").status_code == 302
    assert Client().get("/").status_code == 200
    call_command("demo", "remove", stdout=told)
    assert "no demonstration" in told.getvalue()
    assert load(now=timezone.now())
    assert User.objects.exclude(persona="").count() == 14


def test_what_people_added_is_named_and_goes_only_with_a_clear_word(demo, store):
    now, staff = timezone.now(), User.objects.get(persona="staff")
    person = UserFactory(email="real@hiroba.example")
    theirs = create_community(
        name="まちの本棚", kind="issue", theme="本を回す", summary="", slug="books", picture="harvest",
        join_policy=JoinPolicy.OPEN, is_public_archive=True, by=person, now=now,
    )  # fmt: skip
    add_member(community=theirs, user=person, role=MemberRole.ORGANISER, by=person, now=now)
    add_member(community=theirs, user=staff, role=MemberRole.MEMBER, by=person, now=now)
    shelf = create_channel(community=theirs, name="本", purpose="", by=person, now=now)
    for by in (person, staff):
        post_message(channel=shelf, body="読みました", by=by, client_id=uuid4(), now=now)
    mono = Community.objects.get(slug="mono")
    join_community(community=mono, by=person, now=now)
    page = StandardPage.objects.get(slug="privacy", locale__language_code="ja")
    page.save_revision(user=person)

    before = rows()
    with pytest.raises(CommandError, match="--yes"):
        call_command("demo", "remove", stdout=(told := io.StringIO()))
    assert rows() == before
    assert "real@hiroba.example" in told.getvalue()
    assert [str(one) for one in make_plan().additions] == ["1 × membership (real@hiroba.example)"]

    remove(sure=True, now=now)
    assert User.objects.get() == person
    assert [message.author for message in Message.objects.all()] == [person]
    assert (Community.objects.get(), Community.objects.get().memberships.get().user) == (theirs, person)
    assert StandardPage.objects.get() == page
    verbs = set(Record.objects.values_list("verb", flat=True))
    assert verbs >= {"community_created", "channel_created", "demo_removed"}
    seal_records(now=now)
    assert list(verify_all()) == []


def test_a_changed_line_of_the_trail_stays_as_evidence(demo, store):
    with append_only.lowered(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE activity_record SET verb = 'nothing_happened' WHERE verb = 'program_created'")
    before = rows()
    with pytest.raises(CommandError, match="verify_records"):
        call_command("demo", "remove", stdout=io.StringIO())
    assert rows() == before


def counts(cohort: Cohort) -> tuple[int, int]:
    found = funnel(cohort)
    return found.entered, found.adopted


def test_demo_load_and_the_thirteenth(demo: Cohort):
    entries = Entry.objects.filter(cohort=demo)
    assert counts(demo) == (13, 12)
    assert [entry.state for entry in entries] == [EntryState.FINISHED] * 12 + [EntryState.DECLINED]
    assert demo.closes_at.year == 2021
    assert Record.objects.filter(verb="cohort_rescheduled").count() == 1
    assert Sketch.objects.count() == 13
    assert Cohort.objects.open_at(timezone.now()).get().key == "kdx2"

    assert Community.objects.count() == 12
    assert Program.objects.count() == 7 == ProgrammePage.objects.filter(locale__language_code="ja").count()

    before = rows()
    assert not load(now=timezone.now())
    call_command("demo", "load")
    assert rows() == before

    page = Client().get("/").content.decode()
    adopt_entry_later(entry=entries.last(), by=User.objects.get(persona="staff"), now=timezone.now())
    assert counts(demo) == (13, 13)
    assert "13社が手を挙げ" in page
    assert Client().get("/").content.decode() != page


def test_every_example_of_the_search_page_finds_something(demo: Cohort):
    """In both languages; one demonstration for all words, since loading it takes long."""
    for language, words in EXAMPLES.items():
        for word in words:
            page = Client().get("/en/search/" if language == "en" else "/search/", {"q": word}).content.decode()
            assert "<mark>" in page, (language, word)


def test_the_scores_are_spread_and_the_last_of_the_ranking_is_declined(demo: Cohort):
    table = ranking_table(demo)
    means = [row.ranked.mean for row in table]
    assert len(set(means)) == 13
    assert max(means) - min(means) > 40
    assert [row.entry.state for row in table] == [EntryState.FINISHED] * 12 + [EntryState.DECLINED]
    assert sum(len(row.points) for row in table) + conflicts_in(demo) == 13 * 6
    for entry in Entry.objects.filter(cohort=demo):
        assert all(step.date for step in entry_course(entry, timezone.now())), entry.number
    with override("en"):
        assert demo.rubric.text("scale")[0] == "Weak"


def test_every_persona_finds_where_they_are_and_one_next_step(demo: Cohort):
    for user in User.objects.exclude(persona=""):
        browser = Client()
        assert browser.post(f"/demo/{user.persona}/").status_code in {302, 303}
        main = browser.get("/my/").content.decode().split("<main")[1].split("</main>")[0]
        facts = ("data-first" in main, "いまここ" in main, main.count('data-kind="primary"'))
        assert facts == (True, True, 1), user.persona


def test_demo_load_outside_demo_mode(settings):
    settings.DEMO_MODE = False
    before = rows()
    with pytest.raises(CommandError, match="HIROBA_DEMO"):
        call_command("demo", "load")
    assert rows() == before
