"""Checking answers: what is kept, what is said."""

import pytest
from django.utils import translation

from cohorts.answers import Checked, check_answer, choices_for
from cohorts.questions import FIELDS, FORM_STEPS, STEPS, required_questions, step_by_slug
from tests.factories.cohorts import ANSWERS

TRACKS = [("work", "働き方改革部門"), ("value", "価値創造部門")]


def error_of(key: str, raw: object) -> str:
    with translation.override("ja"):
        return check_answer(FIELDS[key], raw, TRACKS).error


def kept(key: str, raw: object) -> object:
    return check_answer(FIELDS[key], raw, TRACKS).value


def test_at_most_twenty_questions_are_required():
    # The e-mail address is one more.
    assert len(required_questions()) + 1 <= 20


def test_steps_are_the_five_of_the_form():
    assert [step.slug for step in STEPS] == ["start", "company", "plan", "consent", "review"]
    assert [step.minutes_left for step in STEPS] == sorted((s.minutes_left for s in STEPS), reverse=True)
    assert step_by_slug("nothing") is None


def test_keys_are_unique():
    assert len(FIELDS) == sum(len(step.fields) for step in FORM_STEPS)


def test_the_usual_answers_are_all_right():
    wrong = {key: check_answer(FIELDS[key], raw, TRACKS).error for key, raw in ANSWERS.items()}
    assert {key: text for key, text in wrong.items() if text} == {}


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("corporate_number", "Ｔ７１２３４５６７８９０１２", "7123456789012"),
        ("corporate_number", " 7-1234-5678-9012 ", "7123456789012"),
        ("corporate_number", "", ""),
        ("org_kana", "きんぞくかこう", "キンゾクカコウ"),
        ("org_kana", "ｷﾝｿﾞｸ", "キンゾク"),
        ("postal_code", "９６３ー８６０１", "963-8601"),
        ("postal_code", "9638601", "963-8601"),
        ("phone", "０２４－０００－００００", "024-000-0000"),
        ("phone", "(024) 000 - 0000 (代表電話番号)", "0240000000"),
        ("second_email", "ＴＡＲＯ@Example.JP", "taro@example.jp"),
        ("rep_family", "髙﨑𠮷", "髙﨑𠮷"),
        ("trouble", "一行目\r\n二行目", "一行目\n二行目"),
        ("sdgs", ["11", "9", "9"], ["9", "11"]),
        ("publish_title", "on", True),
        ("publish_title", "", False),
        ("track", "value", "value"),
        ("eligible_place", "no", "no"),
    ],
)
def test_right_values_are_kept_in_their_form(key, typed, stored):
    assert check_answer(FIELDS[key], typed, TRACKS) == Checked(stored)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("corporate_number", "712345678901", "法人番号は13桁の数字です。いま12桁です。"),
        ("corporate_number", "7123456789013", "番号の組み合わせが正しくありません。もう一度ご確認ください。"),
        ("org_kana", "金属", "フリガナはカタカナで入力してください。"),
        ("postal_code", "963-860", "郵便番号は7桁です。いま6桁です。"),
        ("phone", "024-000-000", "電話番号は10桁または11桁です。"),
        ("second_email", "taro@", "メールアドレスの形が正しくありません。例：taro@example.jp"),
        ("trouble", "あ" * 214, "200字以内にしてください（いま214字）。"),
        ("kind", "", "1つ選んでください。"),
        ("kind", "municipality", "1つ選んでください。"),
        ("track", "other", "1つ選んでください。"),
        ("consent_privacy", "", "同意いただける場合はチェックを入れてください。"),
        ("org_name", "  ", "入力してください。"),
        ("sdgs", ["1", "2", "3", "4"], "3つまで選べます（いま4つ）。"),
        ("sdgs", ["99"], "一覧から選んでください。"),
    ],
)
def test_wrong_values_get_the_sentence_of_the_form(key, typed, sentence):
    assert error_of(key, typed) == sentence


def test_wrong_values_are_kept_as_typed():
    assert kept("postal_code", "963-860") == "963-860"
    assert kept("trouble", "あ" * 214) == "あ" * 214


@pytest.mark.parametrize("raw", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_what_nothing_can_store_is_refused_and_not_kept(raw):
    checked = check_answer(FIELDS["org_name"], raw, TRACKS)
    assert (checked.keep, checked.value, bool(checked.error)) == (False, "", True)


@pytest.mark.parametrize("raw", [None, 5, 1.5, True, ["a"], {"a": 1}, "x" * 100_000])
@pytest.mark.parametrize("key", sorted(FIELDS))
def test_any_json_value_is_answered(key, raw):
    checked = check_answer(FIELDS[key], raw, TRACKS)
    assert len(str(checked.value)) < 10_000


def test_choices_are_in_the_readers_language():
    with translation.override("en"):
        assert choices_for(FIELDS["sdgs"])[0] == ("1", "No poverty")
    with translation.override("ja"):
        assert choices_for(FIELDS["sdgs"])[0] == ("1", "貧困をなくそう")
