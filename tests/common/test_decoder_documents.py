"""PDFs: how many pages, what acts by itself, how pages are drawn."""

import pytest

from common.decoder import documents
from common.decoder.refusal import Refused
from tests.factories import documents as made
from tests.factories.common import pdf_bytes


@pytest.fixture
def source(tmp_path):
    def write(content):
        path = tmp_path / "source"
        path.write_bytes(content)
        return str(path)

    return write


def test_pages_are_counted(source):
    assert len(documents.check(source(pdf_bytes(2)), 20)) == 2
    assert len(documents.check(source(made.with_pages(3)), 20)) == 3


def test_every_page_is_drawn_in_three_sizes(source, tmp_path):
    pages = documents.draw(source(pdf_bytes(2, (842, 595))), str(tmp_path), 20)
    names = ["page-1", "page-1-mid", "page-1-thumb", "page-2", "page-2-mid", "page-2-thumb"]
    assert [p["name"] for p in pages] == names
    assert [max(p["width"], p["height"]) for p in pages[:3]] == [2000, 1200, 480]


@pytest.mark.parametrize("size", [(1, 1), (14_400, 14_400), (14_400, 1)])
def test_the_measure_of_a_page_does_not_matter(source, tmp_path, size):
    page = documents.draw(source(pdf_bytes(1, size)), str(tmp_path), 20)[0]
    assert max(page["width"], page["height"]) <= 2001


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf_bytes(3), "pages"),
        (pdf_bytes(0), "broken"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (made.LOCKED, "encrypted"),
        (made.one_page() + b"PK\x03\x04" + b"x" * 100, "broken"),
        (made.with_script(), "scripted"),
        (made.with_hidden_script(), "scripted"),
        (made.with_packed_script(), "scripted"),
        (made.with_launch(), "scripted"),
        (made.with_attachment(), "scripted"),
        (made.packed_bomb(), "unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals(source, content, reason):
    with pytest.raises(Refused, match=reason):
        documents.check(source(content), 2)


@pytest.mark.parametrize("content", [made.with_script(), made.with_launch(), made.with_packed_script()])
def test_twin_without_the_search_scripts_would_be_taken(source, monkeypatch, content):
    monkeypatch.setattr(documents, "_is_active", lambda found: False)
    monkeypatch.setattr(documents, "_has_active_parts", lambda found: False)
    assert documents.check(source(content), 2)


def test_what_only_the_library_sees_is_refused_too(source, monkeypatch):
    monkeypatch.setattr(documents, "_is_active", lambda found: False)
    with pytest.raises(Refused, match="scripted"):
        documents.check(source(made.with_attachment()), 2)


def test_a_packed_stream_that_cannot_be_unpacked_is_no_script(source):
    broken = made.one_page(more=[b"<</Type /ObjStm /Length 4>>\nstream\nxxxx\nendstream"])
    assert documents.check(source(broken), 2)


@pytest.mark.parametrize(("error", "raised"), [(RuntimeError, Refused), (MemoryError, MemoryError)])
def test_a_page_that_cannot_be_drawn(source, tmp_path, monkeypatch, error, raised):
    def fail(*given, **options):
        raise error

    monkeypatch.setattr(documents.pypdfium2.PdfPage, "render", fail)
    with pytest.raises(raised):
        documents.draw(source(pdf_bytes(1)), str(tmp_path), 20)
