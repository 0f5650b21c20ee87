"""The worker draws the pages of a PDF; killed at any point, it does so once."""

from uuid import uuid4

import pytest
from django.utils import translation

from common.enums import FileState
from common.files import on_file_ready, on_file_refused, receive_file, remove_file
from common.files.rendering import render_pages
from common.models import FileVariant
from tests.common.conftest import path_of, stored
from tests.factories.common import NOW, pdf, run_jobs


def receive(pages=2):
    return receive_file(upload=pdf(pages=pages), kind="open", subject=uuid4(), by=None, now=NOW)


@pytest.mark.django_db
def test_pages_are_drawn_and_announced(open_kind):
    ready = []
    on_file_ready("open", ready.append)
    file = receive()
    assert run_jobs() == 1
    file.refresh_from_db()
    sizes = {v.name: (v.width, v.height) for v in file.variants.all()}
    assert (file.state, file.pages, ready) == (FileState.READY, 2, [file])
    assert set(sizes) == {"original", *(f"page-{n}{size}" for n in (1, 2) for size in ("", "-mid", "-thumb"))}
    assert sizes["page-2"] == (1413, 2000) or sizes["page-2"][1] == 2000
    assert max(sizes["page-2-thumb"]) == 480


@pytest.mark.django_db
def test_drawing_twice_changes_nothing(open_kind, private):
    file = receive()
    run_jobs()
    before = sorted(stored(private))
    render_pages(str(file.public_id))
    assert (sorted(stored(private)), FileVariant.objects.count()) == (before, 7)


@pytest.mark.django_db(transaction=True)
def test_a_callback_that_fails_leaves_the_file_waiting(open_kind, private):
    def fail(file):
        raise RuntimeError

    on_file_ready("open", fail)
    file = receive()
    with pytest.raises(RuntimeError):
        render_pages(str(file.public_id))
    file.refresh_from_db()
    assert (file.state, len(stored(private))) == (FileState.RECEIVED, 1)


@pytest.mark.django_db
def test_a_file_removed_meanwhile_is_left_alone(open_kind):
    file = receive()
    remove_file(file=file)
    assert run_jobs() == 1


@pytest.mark.django_db
def test_a_pdf_that_cannot_be_drawn_is_refused_with_a_sentence(open_kind):
    file = receive()
    path_of(file.variants.get().storage_key).write_bytes(b"%PDF-1.7 damaged")
    refused = []
    on_file_refused("open", refused.append)
    run_jobs()
    file.refresh_from_db()
    assert (file.state, file.refusal, refused) == (FileState.REFUSED, "broken", [file])
    with translation.override("en"):
        assert file.refusal_sentence.startswith("“計画.pdf” cannot be opened.")
