"""Text as data is normalised, names stay as their owners write them."""

import pytest

from common.errors import InvalidInput
from common.text import as_data, as_name, digits, is_katakana, to_katakana


def test_data_is_nfkc():
    assert as_data(" Ｔ７１２３　") == "T7123"
    assert as_data("ﾃﾚﾜｰｸ") == "テレワーク"


@pytest.mark.parametrize("name", ["髙﨑𠮷", "葛󠄀城", "㈱ひろば", "Ａ社"])
def test_names_stay_as_typed(name):
    assert as_name(f"　{name} ") == name


@pytest.mark.parametrize("bad", ["a\0b", "a\x1bb", "a\x7fb", "a\ud800b"])
@pytest.mark.parametrize("clean", [as_data, as_name])
def test_control_characters_are_refused(clean, bad):
    with pytest.raises(InvalidInput):
        clean(bad)


def test_line_breaks_may_stay():
    assert as_name("一行目\n二行目\t") == "一行目\n二行目"


def test_readings_become_full_width_katakana():
    assert to_katakana("ひろば ﾃﾞﾓ") == "ヒロバ デモ"


@pytest.mark.parametrize(
    ("reading", "expected"), [("ヒロバ・デモ ー", True), ("ひろば", False), ("広場", False), ("", False)]
)
def test_is_katakana(reading, expected):
    assert is_katakana(reading) is expected


def test_digits_of_any_spelling():
    assert digits("０２４-123 4567") == "0241234567"
    assert digits("٣") == ""
