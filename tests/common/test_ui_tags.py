"""The tags refuse what a component does not know, as early as they can."""

import pytest
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.utils.translation import gettext_lazy, override

from common.ui.components.labels import Chip
from common.ui.render import render_attrs, render_component


def draw(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '{% ui "nothing" %}',
        "{% ui button label='x' %}",
        '{% ui "button" %}',
        '{% ui "button" label="x" colour="red" %}',
        '{% ui "button" label="x" kind="huge" %}',
        '{% ui "button" label="x" icon="banana" %}',
        '{% ui "button" label="x" label="y" %}',
        '{% ui "button" "x" %}',
        '{% ui "badge" count="three" %}',
        '{% ui "chip" label="x" data_id="1" %}',
        '{% uiblock "chip" label="x" %}…{% enduiblock %}',
        '{% ui "sheet" title="x" %}',
        '{% icon "banana" %}',
        "{% icon %}",
    ],
)
def test_a_wrong_use_is_an_error_before_rendering(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}" + source)


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ('{% ui "button" label="x" kind=kind %}', {"kind": "huge"}),
        ('{% ui "button" label=label %}', {"label": None}),
        ('{% ui "facts" items=items %}', {"items": [{"icon": "place", "txt": "x"}]}),
        ('{% ui "facts" items=items %}', {"items": "place"}),
        ('{% ui "pin" number=1 x=x y=5 %}', {"x": 101}),
        ('{% ui "sdg" goal=18 %}', {}),
        ("{% icon name %}", {"name": "banana"}),
    ],
)
def test_a_wrong_value_is_an_error_when_rendering(source: str, context: dict[str, object]) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source, **context)


def test_a_list_takes_mappings_with_the_same_names() -> None:
    html = draw('{% ui "facts" items=items %}', items=[{"icon": "place", "text": "公民館"}])
    assert "公民館" in html


def test_values_are_escaped() -> None:
    assert "&lt;b&gt;" in draw('{% ui "chip" label=label %}', label="<b>")


def test_a_lazy_text_takes_the_language_of_the_reader() -> None:
    source = '{% ui "chip" label=label %}'
    with override("ja"):
        assert "ログイン" in draw(source, label=gettext_lazy("Log in"))
    with override("en"):
        assert "Log in" in draw(source, label=gettext_lazy("Log in"))


def test_a_component_sees_nothing_of_the_page() -> None:
    assert "secret" not in draw('{% ui "chip" label="x" %}', tone="secret", icon="secret")


def test_extra_attributes_are_written_with_hyphens() -> None:
    html = draw('{% ui "button" label="x" data_dialog_open="a" aria_controls="a" data_off=False data_on=True %}')
    assert 'data-dialog-open="a"' in html
    assert 'aria-controls="a"' in html
    assert " data-on" in html
    assert "data-off" not in html


def test_other_extra_attributes_are_refused() -> None:
    with pytest.raises(ValueError, match="only data"):
        render_attrs({"onclick": "x"})


def test_the_html_can_be_kept_in_a_variable() -> None:
    assert draw('{% ui "chip" label="x" as chip %}[{{ chip }}]').startswith("[<span")


def test_a_block_hands_its_content_over() -> None:
    html = draw('{% uiblock "notice" title="t" tone="success" %}<b>{{ word }}</b>{% enduiblock %}', word="<")
    assert "<b>&lt;</b>" in html
    assert 'data-tone="success"' in html


def test_a_component_renders_from_python() -> None:
    assert render_component(Chip("採択", "go", "check")).startswith('<span class="chip" data-tone="go">')


def test_a_link_becomes_an_anchor_and_a_verb_a_submit_button() -> None:
    assert draw('{% ui "button" label="x" href="/y" %}').startswith("<a ")
    assert 'type="submit"' in draw('{% ui "button" label="x" %}')


def test_an_icon_alone_says_its_name() -> None:
    assert 'aria-label="さがす"' in draw('{% icon "search" label="さがす" %}')
    assert 'aria-hidden="true"' in draw('{% icon "search" %}')


def test_the_default_engine_is_the_one_that_pages_use() -> None:
    assert Engine.get_default().get_template("ui/chip.html")
