"""Sketches, versions, pages, publication."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from activity.models import Record
from common.errors import InvalidInput, NotFound
from common.models import StoredFile
from mentoring.actions import add_version, hide_sketch, publish_sketch
from mentoring.models import Sketch, SketchPage, SketchVersion
from mentoring.queries import first_picture, open_sketch, showcase_pictures, sketches_for
from realtime.models import StreamEvent
from tests.factories.accounts import UserFactory
from tests.factories.common import pdf, picture, run_jobs
from tests.factories.mentoring import NOW, adopted_entry, make_pin, make_sketch, page_of

pytestmark = pytest.mark.django_db


def version(sketch, **data):
    values = {"upload": picture(), "caption": "六人の町工場が渡していく", "by": sketch.created_by, "now": NOW, **data}
    return add_version(sketch=sketch, **values)


def events(sketch):
    rows = StreamEvent.objects.filter(stream__kind="sketch", stream__key=sketch.stream_key).order_by("seq")
    return [(event.kind, event.data) for event in rows]


def test_a_picture_can_be_seen_at_once():
    sketch = make_sketch(upload=picture(size=(1200, 750)))
    page = page_of(sketch)
    assert (page.number, page.width, page.height) == (1, 1200, 750)
    assert events(sketch) == [("version_added", {"version": 1, "ready": True})]


def test_the_file_gets_a_name_that_says_nothing():
    sketch = make_sketch(upload=picture("有限会社A社の計画.png"))
    assert StoredFile.objects.get(subject=sketch.public_id).original_name == "sketch-1.png"


def test_pdf_pages_appear_when_the_worker_has_drawn_them(django_capture_on_commit_callbacks):
    sketch = make_sketch(upload=pdf(pages=2))
    assert open_sketch(sketch).page is None
    run_jobs()
    table = open_sketch(sketch)
    assert [page.number for page in table.pages] == [1, 2]
    assert events(sketch) == [
        ("version_added", {"version": 1, "ready": False}),
        ("version_added", {"version": 1, "ready": True}),
    ]


def test_a_second_run_of_the_job_changes_nothing():
    sketch = make_sketch(upload=pdf(pages=1))
    run_jobs()
    from mentoring.actions import lay_out_pages

    lay_out_pages(file=StoredFile.objects.get(subject=sketch.public_id), now=NOW)
    assert SketchPage.objects.count() == 1


def test_a_doubled_upload_is_one_sketch_and_one_version():
    entry, key = adopted_entry(), uuid4()
    first = make_sketch(entry, client_id=key)
    assert make_sketch(entry, client_id=key) == first
    second = uuid4()
    assert version(first, client_id=second) == version(first, client_id=second)
    assert (Sketch.objects.count(), SketchVersion.objects.count(), StoredFile.objects.count()) == (1, 2, 2)


def test_versions_are_numbered_and_older_ones_stay():
    sketch = make_sketch()
    make_pin(sketch)
    version(sketch)
    table = open_sketch(sketch)
    assert [version.number for version in table.versions] == [1, 2]
    assert table.version.number == 2
    assert open_sketch(sketch, 1).threads[0].pin.number == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " 　"}, "title"),
        ({"title": "絵" * 81}, "title"),
        ({"title": "絵\x00"}, "title"),
        ({"caption": ""}, "caption"),
        ({"caption": "絵" * 121}, "caption"),
        ({"upload": picture("絵.svg")}, "file"),
    ],
)
def test_wrong_input_is_refused_whole(values, field):
    entry = adopted_entry()
    with pytest.raises(InvalidInput) as caught, transaction.atomic():
        make_sketch(entry, **values)
    assert list(caught.value.fields) == [field]
    assert (Sketch.objects.count(), StreamEvent.objects.filter(stream__kind="sketch").count()) == (0, 0)


def test_names_are_kept_as_typed():
    assert make_sketch(title="髙﨑𠮷の絵").title == "髙﨑𠮷の絵"


@pytest.mark.parametrize(("number", "page"), [(9, 1), (1, 2), (1, 0)])
def test_a_version_or_page_that_is_not_there(number, page):
    with pytest.raises(NotFound):
        open_sketch(make_sketch(), number, page)


def test_the_database_refuses_two_versions_with_one_number():
    sketch = make_sketch()
    first = sketch.versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SketchVersion.objects.create(
            sketch=sketch,
            number=1,
            file=StoredFile.objects.create(
                kind="sketch", subject=sketch.public_id, original_name="x", media_type="image/png", size=1, sha256="x"
            ),
            caption="x",
            created_by=first.created_by,
            created_at=NOW,
            client_id=uuid4(),
        )


def test_publishing_needs_consent_and_happens_once():
    sketch, staff = make_sketch(), UserFactory()
    with pytest.raises(InvalidInput):
        publish_sketch(sketch=sketch, consent=False, by=staff, now=NOW)
    assert showcase_pictures(sketch.entry) == []
    publish_sketch(sketch=sketch, consent=True, by=staff, now=NOW)
    again = publish_sketch(sketch=sketch, consent=True, by=UserFactory(), now=NOW)
    assert (again.is_public, again.published_by) == (True, staff)
    assert Record.objects.filter(verb="sketch_published").count() == 1


def test_the_showcase_gets_pictures_oldest_first_and_a_pdf_as_its_first_page():
    sketch = make_sketch(caption="前")
    version(sketch, caption="後")
    version(sketch, upload=pdf(pages=2), caption="本番")
    run_jobs()
    publish_sketch(sketch=sketch, consent=True, by=UserFactory(), now=NOW)
    assert [(p.caption, p.number, p.variant) for p in showcase_pictures(sketch.entry)] == [
        ("前", 1, "page-1"),
        ("後", 2, "page-1"),
        ("本番", 3, "page-1"),
    ]


def test_taking_the_consent_back_hides_the_sketch():
    sketch = make_sketch()
    publish_sketch(sketch=sketch, consent=True, by=UserFactory(), now=NOW)
    hide_sketch(sketch=sketch, by=UserFactory(), now=NOW)
    hide_sketch(sketch=sketch, by=UserFactory(), now=NOW)
    assert showcase_pictures(sketch.entry) == []
    assert Record.objects.filter(verb="sketch_hidden").count() == 1


def test_the_newest_version_that_can_be_seen_stands_for_the_sketch():
    sketch = make_sketch()
    assert first_picture(sketch).version.number == 1
    version(sketch, upload=pdf(pages=1))
    assert first_picture(sketch).version.number == 1
    run_jobs()
    assert first_picture(sketch).version.number == 2


def test_lists_hold_what_one_may_open(people, sketch):
    other = make_sketch(adopted_entry(sketch.entry.cohort))
    assert set(sketches_for(people["owner"])) == {sketch}
    assert set(sketches_for(people["right"])) == {sketch}
    for persona in ("staff", "contractor", "mentor"):
        assert set(sketches_for(people[persona])) == {sketch, other}
    for persona in ("visitor", "juror", "organiser", "declined"):
        assert set(sketches_for(people[persona])) == set()


def test_a_role_for_one_term_shows_that_term_only(sketch):
    from accounts.enums import RoleKind
    from tests.factories.accounts import user_with_role

    here = user_with_role(RoleKind.MENTOR, scope=sketch.entry.cohort.public_id)
    elsewhere = user_with_role(RoleKind.MENTOR, scope=uuid4())
    assert set(sketches_for(here)) == {sketch}
    assert set(sketches_for(elsewhere)) == set()


def test_the_list_costs_the_same_for_one_and_for_three(people, sketch, django_assert_num_queries):
    staff = people["staff"]
    list(sketches_for(staff))
    with django_assert_num_queries(3):
        list(sketches_for(staff))
    for _ in range(2):
        make_sketch(adopted_entry(sketch.entry.cohort))
    with django_assert_num_queries(3):
        assert len(sketches_for(staff)) == 3
