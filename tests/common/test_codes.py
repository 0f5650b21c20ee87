"""Check digits against numbers whose correctness is known from the sources."""

import pytest
from django.utils.translation import override

from common.codes import (
    EMPLOYEE_BANDS,
    INDUSTRIES,
    SDGS,
    CodeError,
    check_character,
    check_corporate_number,
    check_municipality_code,
)


@pytest.mark.parametrize("number", ["7123456789012", "4011001098993", "7010705000725"])
def test_known_corporate_numbers(number):
    assert check_corporate_number(number) == number


@pytest.mark.parametrize(
    "typed", ["Ｔ７１２３４５６７８９０１２", "7-1234-5678-9012", " t7123456789012 ", "7 1234 5678 9012"]
)
def test_corporate_number_however_typed(typed):
    assert check_corporate_number(typed) == "7123456789012"


@pytest.mark.parametrize("number", ["7123456789013", "8123456789012", "7123456789021"])
def test_wrong_check_digit_is_refused(number):
    with pytest.raises(CodeError) as caught:
        check_corporate_number(number)
    assert "digits do not make" in str(caught.value) or "組み合わせ" in str(caught.value)


@pytest.mark.parametrize("number", ["712345678901", "71234567890123", "", "T", "ABCDEFGHIJKLM", "7123456789٣12"])
def test_wrong_length_is_refused_with_the_count(number):
    with pytest.raises(CodeError):
        check_corporate_number(number)


def test_the_count_of_digits_is_told(settings):
    from django.utils import translation

    with translation.override("ja"), pytest.raises(CodeError) as caught:
        check_corporate_number("712345678901")
    assert str(caught.value) == "法人番号は13桁の数字です。いま12桁です。"


@pytest.mark.parametrize("code", ["131113", "212172", "172014", "072036", "202151", "062049", "142018", "112453"])
def test_known_municipality_codes(code):
    assert check_municipality_code(code) == code
    wrong = code[:5] + str((int(code[5]) + 1) % 10)
    with pytest.raises(CodeError):
        check_municipality_code(wrong)


def test_receipt_check_character_finds_every_wrong_digit():
    number = "KDX2-2026-0007"
    right = check_character(number)
    for place, digit in enumerate(number):
        if digit.isdigit():
            for other in set("0123456789") - {digit}:
                assert check_character(number[:place] + other + number[place + 1 :]) != right


def test_lists_are_complete():
    assert (len(INDUSTRIES), len(SDGS), list(EMPLOYEE_BANDS)) == (20, 17, ["5", "20", "50", "100", "300", "301"])
    assert {goal.number for goal in SDGS if goal.dark_text} == {2, 7, 11, 15}


@pytest.mark.parametrize("typed", ["٣" * 13, "5900000000٣37", "७" * 13])
def test_digits_of_other_scripts_get_a_sentence_that_helps(typed):
    with override("ja"), pytest.raises(CodeError, match="0から9の数字で"):
        check_corporate_number(typed)
