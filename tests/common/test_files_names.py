"""Names as people gave them, made harmless."""

import pytest

from common.files.names import LONGEST, clean_name, extension_of


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("見積 書.pdf", "見積 書.pdf"),
        ("髙﨑𠮷.png", "髙﨑𠮷.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\フォルダ\\図.png", "図.png"),
        ("図\u202egpj.exe.pdf", "図gpj.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf".replace(":", "")),
        ("nul\0l.pdf", "null.pdf"),
        ("", "file"),
        ("...", "file"),
        (".htaccess", "htaccess"),
        ('<b>"x"|?*.png', "bx.png"),
        ("葛\U000e0100.png", "葛\U000e0100.png"),
    ],
)
def test_names_are_cleaned(given, clean):
    assert clean_name(given) == clean


def test_a_long_name_keeps_its_extension():
    name = clean_name("あ" * 500 + ".pdf")
    assert len(name) <= LONGEST
    assert name.endswith(".pdf")


@pytest.mark.parametrize(("name", "extension"), [("a.PDF", "pdf"), ("a", ""), ("a.tar.gz", "gz")])
def test_extension(name, extension):
    assert extension_of(name) == extension
