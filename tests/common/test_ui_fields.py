"""A field names its texts: error first, then support, purpose and counter."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from common.ui.fields import FieldView, summary_lines
from common.ui.sample_form import SampleForm
from common.ui.widgets import DatePartsInput


def draw(field: object, extra: str = "") -> str:
    with override("ja"):
        return Template("{% load ui %}{% ui 'field' field=field " + extra + " %}").render(Context({"field": field}))


@pytest.fixture
def wrong() -> SampleForm:
    return SampleForm({"zip": "963-860", "founded_0": "2020"})


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("number", "text"),
        ("trouble", "textarea"),
        ("industry", "select"),
        ("kind", "radio"),
        ("missing", "checks"),
        ("publish", "checkbox"),
        ("founded", "date"),
        ("sketch", "file"),
    ],
)
def test_the_widget_decides_the_control(name: str, control: str) -> None:
    assert FieldView(SampleForm()[name]).control == control
    assert draw(SampleForm()[name])


def test_the_texts_are_named_error_first(wrong: SampleForm) -> None:
    html = draw(wrong["zip"], "purpose='手紙に使います'")
    assert 'aria-describedby="id_zip-error id_zip-support id_zip-why"' in html
    assert 'aria-invalid="true"' in html
    for part in ("error", "support", "why"):
        assert html.count(f'id="id_zip-{part}"') == 1
    assert "＊郵便番号は7桁です。いま6桁です。" in html


def test_the_order_is_label_need_support_control_error(wrong: SampleForm) -> None:
    html = draw(wrong["zip"])
    places = [html.index(part) for part in ("郵便番号", "※必須", "7桁。", "<input", "＊郵便番号")]
    assert places == sorted(places)


def test_every_described_id_exists_in_every_control(wrong: SampleForm) -> None:
    for bound in wrong:
        html = draw(bound)
        named = [name for value in re.findall(r'aria-describedby="([^"]+)"', html) for name in value.split()]
        for name in named:
            assert f'id="{name}"' in html, (bound.name, name)


def test_a_group_is_a_fieldset_with_a_legend() -> None:
    html = draw(SampleForm()["kind"])
    assert html.startswith("<fieldset")
    assert "<legend" in html
    assert html.count('type="radio"') == 4


def test_an_optional_field_says_so() -> None:
    assert "※任意" in draw(SampleForm()["number"])
    assert "※" not in draw(SampleForm()["number"], "show_need=False")


def test_a_field_that_cannot_be_changed_says_why() -> None:
    html = draw(SampleForm()["company"], "readonly=True readonly_reason='法人番号から入れました。'")
    assert "編集不可" in html
    assert "法人番号から入れました。" in html
    assert " readonly" in html


def test_the_counter_counts_a_line_break_as_one() -> None:
    class Short(forms.Form):
        text = forms.CharField(max_length=10, widget=forms.Textarea)

    view = FieldView(Short({"text": "あ\r\nい"})["text"])
    assert view.remaining == 7
    assert 'data-max="10"' in draw(Short()["text"])
    assert "data-max" not in draw(Short()["text"], "counter=False")


def test_a_note_stands_under_its_choice() -> None:
    source = "{% load ui %}{% ui 'field' field=field notes=notes %}"
    html = Template(source).render(Context({"field": SampleForm()["kind"], "notes": {"sole": "屋号でも"}}))
    assert html.count("<small>屋号でも</small>") == 1


def test_content_stands_beside_the_control() -> None:
    source = "{% load ui %}{% uiblock 'field' field=field %}<b>調べる</b>{% enduiblock %}"
    html = Template(source).render(Context({"field": SampleForm()["number"]}))
    assert html.index("<input") < html.index("<b>調べる</b>")


class DateForm(forms.Form):
    day = forms.DateField(widget=DatePartsInput, required=False)


@pytest.mark.parametrize(
    ("boxes", "valid"),
    [
        (("2026", "4", "1"), True),
        (("", "", ""), True),
        (("2026", "13", "1"), False),
        (("2026", "", ""), False),
    ],
)
def test_three_boxes_make_one_date(boxes: tuple[str, str, str], *, valid: bool) -> None:
    form = DateForm({f"day_{part}": value for part, value in zip(("year", "month", "day"), boxes, strict=True)})
    assert form.is_valid() == valid


def test_a_wrong_date_stays_in_its_boxes() -> None:
    html = draw(DateForm({"day_year": "2026", "day_month": "13", "day_day": "1"})["day"])
    assert 'value="13"' in html
    assert html.count('aria-invalid="true"') == 3


def test_the_summary_links_each_error_to_its_field(wrong: SampleForm) -> None:
    lines = list(summary_lines(wrong))
    assert {"id_zip", "id_kind_0"} <= {line.target for line in lines}
    with override("ja"):
        html = Template("{% load ui %}{% ui 'error_summary' form=form %}").render(Context({"form": wrong}))
    assert f"{len(lines)}か所、確認をお願いします" in html
    assert 'href="#id_zip"' in html
    assert 'tabindex="-1"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    html = Template("{% load ui %}{% ui 'error_summary' form=form %}").render(Context({"form": SampleForm()}))
    assert html == ""
