"""Paper: fonts, hostile text, what no font can draw."""

from pathlib import Path

import pypdfium2
import pytest

from common import typesetting
from common.typesetting import printable, typeset

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set text(font: "Noto Sans CJK JP", cjk-latin-spacing: none)
#data.text \\ #if sys.inputs.is_lacking == "yes" [lacking]
"""
HOSTILE = '#read("/etc/passwd") #panic("x") *bold* _it_ $x^2$ \\ = head @ref <label> // no /* no */ `raw` #{1+1} "'


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.TEMPLATES = [{"DIRS": [tmp_path / "templates"]}]
    (tmp_path / "templates" / "paper").mkdir(parents=True)
    return tmp_path / "templates" / "paper"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


def test_rare_characters_are_in_the_text(folder):
    (folder / "a.typ").write_text(TEMPLATE)
    assert text_of(typeset("paper/a.typ", {"text": "髙﨑𠮷㈱ 製造業A社"})).split() == ["髙﨑𠮷㈱", "製造業A社"]


def test_without_a_japanese_font_they_are_lost_without_a_word(folder, monkeypatch):
    (folder / "a.typ").write_text(TEMPLATE)
    empty = typesetting.typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[])
    monkeypatch.setattr(typesetting, "_fonts", lambda: empty)
    assert "髙" not in text_of(typeset("paper/a.typ", {"text": "髙﨑𠮷㈱"}))


def test_what_people_type_is_text_and_never_markup(folder):
    (folder / "a.typ").write_text(TEMPLATE)
    assert "".join(HOSTILE.split()) in "".join(text_of(typeset("paper/a.typ", {"text": HOSTILE})).split())


def test_the_same_text_put_into_the_template_would_run(folder):
    (folder / "a.typ").write_text("#data.text " + HOSTILE)
    with pytest.raises(RuntimeError):
        typeset("paper/a.typ", {"text": ""})


def test_a_template_reads_no_file_outside_its_folder(folder):
    (folder.parent / "secret.txt").write_text("secret")
    for place in ("/etc/passwd", "../secret.txt"):
        (folder / "a.typ").write_text(f'#read("{place}")')
        with pytest.raises(RuntimeError):
            typeset("paper/a.typ", {})


def test_what_no_font_can_draw_is_marked(folder):
    (folder / "a.typ").write_text(TEMPLATE)
    assert printable("髙﨑𠮷㈱ か\u3099 ①㌔ ｱ\u200d 葛\U000e0100 \n😀") == "髙﨑𠮷㈱ か\u3099 ①㌔ ｱ 葛\U000e0100 \n〓"
    assert "lacking" in text_of(typeset("paper/a.typ", {"text": "😀"}))
    assert "lacking" not in text_of(typeset("paper/a.typ", {"text": "ほ"}))


def test_every_text_of_the_data_is_made_printable(folder):
    (folder / "a.typ").write_text("#json(bytes(sys.inputs.data)).rows.at(0).at(1).name")
    assert "〓" in printable("😀")
    typeset("paper/a.typ", {"rows": [(1, {"name": "😀"})]})
