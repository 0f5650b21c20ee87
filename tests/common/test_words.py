"""Receipt numbers stay whole, and lines about errors carry one mark between label and sentence."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from common.codes import SDGS
from common.templatetags.words import codes, error_line
from common.ui.components.labels import Sdg
from common.ui.render import render_component


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KDX2-2026-0007-9", '<span class="code">KDX2-2026-0007-9</span>'),
        ("受付番号KOR-2026-0012-Xです", '受付番号<span class="code">KOR-2026-0012-X</span>です'),
        (
            "A-2026-0001-1、B-2026-0002-2",
            '<span class="code">A-2026-0001-1</span>、<span class="code">B-2026-0002-2</span>',
        ),
        ("2026-11-22", "2026-11-22"),
        (None, ""),
    ],
)
def test_each_receipt_number_is_kept_whole(text: str | None, expected: str) -> None:
    assert codes(text) == expected


def test_what_people_write_around_a_receipt_number_stays_text() -> None:
    written = "<script>KDX2-2026-0007-9"
    assert codes(written) == '&lt;script&gt;<span class="code">KDX2-2026-0007-9</span>'
    assert Template("{% load words %}{{ text|codes }}").render(Context({"text": written})) == codes(written)


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("会社名", "入れてください。", "会社名：入れてください。"),
        (
            "個人情報の取扱いに同意します。",
            "＊チェックしてください。",
            "個人情報の取扱いに同意します：チェックしてください。",
        ),
        ("電話番号 ※必須：", "＊ 数字で入れてください。", "電話番号 ※必須：数字で入れてください。"),
        ("題名＊", "20字までです。", "題名：20字までです。"),
        ("", "＊もう一度お願いします。", "もう一度お願いします。"),
    ],
)
def test_a_line_about_an_error_has_one_mark_between_label_and_sentence(label: str, text: str, expected: str) -> None:
    with override("ja"):
        assert error_line(label, text) == expected


@pytest.mark.parametrize("goal", SDGS, ids=lambda goal: str(goal.number))
def test_a_goal_shows_its_number_and_its_name(goal) -> None:
    with override("ja"):
        assert goal.ja in render_component(Sdg(goal.number))
    with override("en"):
        assert goal.en in render_component(Sdg(goal.number))
        assert goal.en not in render_component(Sdg(goal.number, bare=True))
