"""The demonstration: the thirteen real actions, once and for all; the funnel counts what is there."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from activity.models import Record
from cohorts.actions import adopt_entry_later
from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry
from cohorts.queries import conflicts_in, entry_course, funnel, ranking_table
from hiroba.demo.load import load
from home.views import EXAMPLES
from mentoring.models import Sketch


@pytest.fixture
def demo(db, settings, tmp_path) -> Cohort:
    settings.PRIVATE_ROOT = tmp_path
    assert load(now=timezone.now())
    return Cohort.objects.get(key="kdx1")


def rows() -> dict[str, int]:
    """How many rows each table holds; login sessions and the like aside."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


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


def test_demo_load_outside_demo_mode(db, settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="HIROBA_DEMO"):
        call_command("demo", "load")
    assert not Entry.objects.exists()
