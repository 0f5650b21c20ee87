"""A sketch that came as a PDF: being drawn, drawn, refused, published."""

from django.urls import reverse

from common.enums import FileState
from common.files.stores import the_store
from common.models import FileVariant, StoredFile
from mentoring.actions import publish_sketch
from realtime.models import StreamEvent
from tests.factories.common import pdf, run_jobs
from tests.factories.mentoring import NOW, make_sketch
from tests.mentoring.test_sketch_pages import text, url


def test_a_pdf_is_being_drawn_and_then_there(people):
    sketch = make_sketch(people.entry, upload=pdf(pages=2))
    browser = people.browser("owner")
    waiting = text(browser.get(url("sketch", sketch)))
    assert "PDFを絵にしています…" in waiting
    assert "data-drawing" in waiting
    run_jobs()
    ready = text(browser.get(url("sketch", sketch)))
    assert "1枚目／2枚" in ready
    assert "data-drawing" not in ready
    assert browser.get(url("sketch", sketch), {"version": 1, "page": 2}).status_code == 200


def test_a_pdf_that_cannot_be_drawn_says_why(people):
    sketch = make_sketch(people.entry, upload=pdf(pages=1))
    StoredFile.objects.update(state=FileState.REFUSED, refusal="broken")
    page = text(people.browser("owner").get(url("sketch", sketch)))
    assert "「sketch-1.pdf」を開けませんでした" in page
    assert "data-drawing" not in page


def test_everybody_who_waits_is_told_that_the_pages_do_not_come(people):
    sketch = make_sketch(people.entry, upload=pdf(pages=1))
    key = FileVariant.objects.get(file__subject=sketch.public_id).storage_key
    the_store().path(key).write_bytes(b"%PDF-1.7 damaged")
    run_jobs()
    assert [event.kind for event in StreamEvent.objects.order_by("seq")] == ["version_added", "version_refused"]
    page = text(people.browser("owner").get(url("sketch", sketch)))
    assert "data-refused" in page
    assert reverse("mentoring:upload", args=[sketch.public_id]) in page


def test_of_a_published_pdf_everybody_sees_the_pages_and_nobody_else_the_original(people):
    sketch = make_sketch(people.entry, upload=pdf(pages=1))
    run_jobs()
    publish_sketch(sketch=sketch, consent=True, by=people["staff"], now=NOW)
    base = f"/files/{sketch.versions.get().file.public_id}"
    seen = {
        persona: [people.browser(persona).get(f"{base}/{name}/").status_code for name in ("page-1", "original")]
        for persona in ("anonymous", "owner", "juror")
    }
    assert seen == {"anonymous": [200, 404], "owner": [200, 200], "juror": [200, 404]}
