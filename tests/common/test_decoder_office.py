"""Word, Excel, PowerPoint: plain documents pass, what acts or lies does not."""

import io
import zipfile

import pytest

from common.decoder import office
from common.decoder.refusal import Refused
from tests.factories.office import MACRO_TYPE, locked_zip, lying_zip, office_bytes, relationships


def link(kind, target, **options):
    return office_bytes(parts={"word/_rels/document.xml.rels": relationships(kind, target, **options)})


EVERYDAY = {
    "plain": ("docx", office_bytes()),
    "excel with its printer": ("xlsx", office_bytes("xlsx", {"xl/printerSettings/printerSettings1.bin": b"x"})),
    "a web link": ("docx", link("hyperlink", "https://example.jp")),
    "an inner link": ("docx", link("slide", "b.xml", external=False)),
    "a chart with its table": ("pptx", office_bytes("pptx", {"ppt/embeddings/Sheet1.xlsx": office_bytes("xlsx")})),
    "a page number": ("docx", office_bytes(body="<w:instrText> PAGE </w:instrText>")),
    "a formula": ("xlsx", office_bytes("xlsx", {"xl/worksheets/sheet1.xml": '<s><f>A1&amp;"|"&amp;B1</f></s>'})),
}  # fmt: skip


@pytest.mark.parametrize(("extension", "content"), EVERYDAY.values(), ids=EVERYDAY)
def test_everyday_documents_pass(tmp_path, extension, content):
    (tmp_path / "source").write_bytes(content)
    assert office.check(str(tmp_path / "source"), extension) == []


def with_prefix():
    """An archive that begins with another one."""
    return office_bytes() + office_bytes("docx", {"word/other.xml": "<x/>"})


def with_comment():
    buffer = io.BytesIO(office_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"MZ" * 40
    return buffer.getvalue()


REFUSED = {
    "macros": ("macros", office_bytes(parts={"word/vbaProject.bin": b"x"})),
    "macro type": ("macros", office_bytes(main_type=MACRO_TYPE)),
    "old macro sheet": ("macros", office_bytes(parts={"xl/macrosheets/sheet1.xml": "<x/>"})),
    "ribbon": ("macros", office_bytes(parts={"customUI/customUI.xml": "<x/>"})),
    "control": ("embedded", office_bytes(parts={"word/activeX/activeX1.xml": "<x/>"})),
    "object": ("embedded", office_bytes(parts={"word/embeddings/oleObject1.bin": b"x"})),
    "program": ("embedded", office_bytes(parts={"word/media/a.exe": b"MZ"})),
    "page inside": ("embedded", office_bytes(parts={"word/afchunk.mht": b"x"})),
    "table in a table": (
        "embedded",
        office_bytes("pptx", {"ppt/embeddings/a.xlsx": office_bytes("xlsx", {"xl/embeddings/b.xlsx": b"x"})}),
    ),
    "macros in a table": (
        "macros",
        office_bytes("pptx", {"ppt/embeddings/a.xlsx": office_bytes("xlsx", {"xl/vbaProject.bin": b"x"})}),
    ),
    "other embedded": ("embedded", office_bytes(parts={"word/embeddings/thing.dat": b"x"})),
    "template elsewhere": ("external", link("attachedTemplate", "https://evil.example/t.dotm")),
    "picture elsewhere": ("external", link("image", "https://evil.example/beacon.png")),
    "file link": ("external", link("hyperlink", "file:///C:/Windows/x.exe")),
    "share link": ("external", link("hyperlink", r"\\evil.example\share\x")),
    "other workbook": ("external", office_bytes("xlsx", {"xl/externalLinks/externalLink1.xml": "<x/>"})),
    "data connection": ("external", office_bytes("xlsx", {"xl/connections.xml": "<x/>"})),
    "field that starts": ("external", office_bytes(body="<instrText>DDE</instrText><instrText>AUTO cmd</instrText>")),
    "field that fetches": ("external", office_bytes(body='<w:fldSimple w:instr="INCLUDEPICTURE https://e.example/a"/>')),
    "formula that calls": ("external", office_bytes("xlsx", {"xl/s.xml": "<s><f>WEBSERVICE(A1)</f></s>"})),
    "entities": ("broken", office_bytes(parts={"word/a.xml": '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'})),
    "wide text": ("broken", office_bytes(parts={"word/a.xml": "<x/>".encode("utf-16")})),
    "no xml": ("broken", office_bytes(parts={"word/_rels/a.rels": "<x"})),
    "password": ("encrypted", locked_zip(office_bytes())),
    "lie": ("broken", lying_zip()),
    "cut off": ("broken", office_bytes()[:-30]),
    "two archives": ("broken", with_prefix()),
    "comment": ("broken", with_comment()),
    "tail": ("broken", office_bytes() + b"<script>"),
    "path": ("broken", office_bytes(parts={"../../etc/cron.d/x": b"x"})),
    "wrong main type": ("broken", office_bytes(main_type="spreadsheetml.sheet.main+xml")),
    "bomb": ("unpacked", office_bytes(parts={"word/a.xml": b"\0" * (8 * 1024 * 1024)})),
    "too many parts": ("unpacked", office_bytes(parts={f"word/{n}.xml": "<x/>" for n in range(office.PARTS)})),
}  # fmt: skip


@pytest.mark.parametrize(("reason", "content"), REFUSED.values(), ids=REFUSED)
def test_refusals(tmp_path, reason, content):
    extension = next(kind for kind, part in office.MAIN_PART.items() if part.encode() in content)
    (tmp_path / "source").write_bytes(content)
    with pytest.raises(Refused, match=reason):
        office.check(str(tmp_path / "source"), extension)


def test_a_document_of_another_kind_is_refused():
    with pytest.raises(Refused, match="broken"):
        office.check_archive(office_bytes("docx"), "xlsx", 1)


@pytest.mark.parametrize("check", ["_check_structure", "_check_names", "_check_contents"])
def test_twin_each_check_is_needed(monkeypatch, check):
    monkeypatch.setattr(office, check, lambda *given: None)
    taken = 0
    for _reason, content in REFUSED.values():
        extension = next(kind for kind, part in office.MAIN_PART.items() if part.encode() in content)
        try:
            office.check_archive(content, extension, 1)
            taken += 1
        except Refused:
            continue
    assert taken
