"""What other apps' pages show of a sketch, the stream's right, and what a juror may see."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.actions import end_role
from accounts.models import Role
from cohorts.actions import declare_conflict
from cohorts.enums import EntryState
from cohorts.hooks import collect, entry_panels, review_panels
from cohorts.models import Entry
from mentoring.models import SketchVersion
from mentoring.sketch_files import may_read_file
from mentoring.streams import may_read_sketch
from realtime.models import StreamEvent
from realtime.registry import get_stream_kind
from tests.factories.common import pdf, run_jobs
from tests.factories.mentoring import NOW, make_pin, make_sketch


def test_readers_of_the_stream_are_those_of_the_page(people, sketch):
    key = sketch.stream_key
    seen = {persona for persona, user in people.by_persona.items() if may_read_sketch(user, key)}
    assert seen == {"owner", "right", "mentor", "staff", "contractor"}
    assert not may_read_sketch(AnonymousUser(), key)
    assert not may_read_sketch(people["staff"], str(uuid4()))


def test_a_role_that_ended_reads_nothing_more(people, sketch):
    mentor = people["mentor"]
    assert may_read_sketch(mentor, sketch.stream_key)
    end_role(role=Role.objects.get(user_id=mentor.pk), by=None, now=NOW)
    assert not may_read_sketch(mentor, sketch.stream_key)


def test_events_hold_no_words(sketch):
    make_pin(sketch, body="ひみつ")
    events = list(StreamEvent.objects.filter(stream__key=sketch.stream_key).order_by("seq"))
    payloads = get_stream_kind("sketch").render(events)
    assert "ひみつ" not in str(payloads)
    assert payloads[0] == {"id": str(sketch.public_id), "version": 1, "ready": True}
    assert set(payloads[1]) == {"id"}


def test_the_status_page_gets_the_sketch_or_the_way_to_it(people):
    owner = people["owner"]
    panel = collect(entry_panels, people.entry, owner)[0]
    assert (panel.template, panel.context["sketch"]) == ("mentoring/_entry_panel.html", None)
    sketch = make_sketch(people.entry)
    panel = collect(entry_panels, people.entry, owner)[0]
    assert (panel.context["sketch"], panel.context["sketch_page"].number) == (sketch, 1)


def test_the_status_page_shows_the_drawing(people):
    browser = people.browser("owner")
    address = reverse("cohorts:entry_status", args=[people.entry.public_id])
    add = reverse("mentoring:sketch_add", args=[people.entry.public_id])
    assert add in browser.get(address).content.decode()
    sketch = make_sketch(people.entry)
    page = browser.get(address).content.decode()
    assert f"/files/{sketch.versions.get().file.public_id}/page-1/" in page
    assert add not in page


def test_an_entry_that_was_not_handed_in_has_no_panel(people):
    Entry.objects.filter(pk=people.entry.pk).update(state=EntryState.DRAFT, number=None)
    draft = Entry.objects.get(pk=people.entry.pk)
    assert collect(entry_panels, draft, people["owner"]) == []


@pytest.fixture
def judged(people):
    """The entry under review, and its juror."""
    Entry.objects.filter(pk=people.entry.pk).update(state=EntryState.REVIEWING)
    people.entry.refresh_from_db()
    return people.entry


def test_a_juror_sees_the_picture_and_nothing_else(people, judged):
    sketch = make_sketch(judged, title="A社の計画")
    panels = collect(review_panels, judged, people["juror"])
    assert [panel.template for panel in panels] == ["mentoring/_review_panel.html"]
    assert set(panels[0].context) == {"sketch_page"}
    assert not may_read_sketch(people["juror"], sketch.stream_key)


def test_the_review_page_shows_the_drawing_without_its_title(people, judged):
    sketch = make_sketch(judged, title="ひみつの題", caption="ひみつのひとこと")
    browser = people.browser("juror")
    declare_conflict(entry=judged, has_conflict=False, by=people["juror"], now=NOW)
    page = browser.get(reverse("cohorts:review_entry", args=[judged.public_id])).content.decode()
    assert f"/files/{sketch.versions.get().file.public_id}/page-1/" in page
    assert "ひみつ" not in page


def test_a_juror_reads_the_file_only_without_a_conflict_and_while_judging(people, judged):
    file = SketchVersion.objects.get(sketch=make_sketch(judged)).file
    juror = people["juror"]
    assert not may_read_file(juror, file, "page-1")
    declare_conflict(entry=judged, has_conflict=False, by=juror, now=NOW)
    assert may_read_file(juror, file, "page-1")
    assert not may_read_file(juror, file, "original")
    Entry.objects.filter(pk=judged.pk).update(state=EntryState.ADOPTED)
    assert not may_read_file(juror, file, "page-1")


def test_a_juror_with_a_conflict_reads_nothing(people, judged):
    file = SketchVersion.objects.get(sketch=make_sketch(judged)).file
    declare_conflict(entry=judged, has_conflict=True, by=people["juror"], now=NOW)
    assert not may_read_file(people["juror"], file, "page-1")


def test_of_a_pdf_a_juror_sees_the_page_and_never_the_original(people, judged):
    sketch = make_sketch(judged, upload=pdf(pages=1))
    run_jobs()
    declare_conflict(entry=judged, has_conflict=False, by=people["juror"], now=NOW)
    [panel] = collect(review_panels, judged, people["juror"])
    file = SketchVersion.objects.get(sketch=sketch).file
    assert panel.context["sketch_page"].version.file == file
    seen = {v.name: may_read_file(people["juror"], file, v.name) for v in file.variants.all()}
    assert seen == {"original": False, "page-1": True, "page-1-mid": True, "page-1-thumb": True}


def test_a_file_without_a_sketch_is_read_by_nobody(people, sketch):
    file = sketch.versions.get().file
    file.subject = uuid4()
    assert not may_read_file(people["staff"], file, "page-1")
