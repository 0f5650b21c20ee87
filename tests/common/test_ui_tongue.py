"""Japanese words on pages in another language are marked as Japanese, wherever they come from."""

import re

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from common.ui.tongue import in_its_tongue, tongue_of

MARKED = '<span lang="ja">{}</span>'


def drawn(source: str, **values) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("製造業A社（金属加工）", MARKED.format("製造業A社（金属加工）")),
        ("360度で見る里の一日", MARKED.format("360度で見る里の一日")),
        ("“断らずに回す” in ものづくり共創", f"“{MARKED.format('断らずに回す')}” in {MARKED.format('ものづくり共創')}"),
        ("Term 1 (fiscal year 2021)", "Term 1 (fiscal year 2021)"),
        ("<b>題</b>", f"&lt;b&gt;{MARKED.format('題')}&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_what_is_japanese_is_marked_on_an_english_page(text, html):
    with override("en"):
        assert in_its_tongue(text) == html


def test_a_japanese_page_marks_nothing():
    with override("ja"):
        assert (in_its_tongue("題 & 名"), tongue_of("題")) == ("題 &amp; 名", "")


def test_html_that_is_safe_keeps_its_tags():
    with override("en"):
        html = in_its_tongue(mark_safe('<p title="題">うちで受けます。</p>'))
        assert html == f'<p title="題">{MARKED.format("うちで受けます。")}</p>'


def test_a_block_of_one_text_carries_the_mark_itself():
    with override("en"):
        assert drawn("<div{% tongue text %}></div>", text="題") == '<div lang="ja"></div>'
        assert drawn("<div{% tongue text %}></div>", text="a title") == "<div></div>"


COMPONENTS = [
    '{% ui "chip" label=t %}',
    '{% ui "tag" label=t %}',
    '{% ui "person" name=t note=t %}',
    '{% ui "card" title=t text=t %}',
    '{% ui "drawn" picture="hero.svg" alt="" title=t caption=t %}',
    '{% ui "next" title=t text=t action_label="Go" action_href="/" %}',
    '{% ui "quote" text=t who=t %}',
    '{% uiblock "message" author=t when="06:20" %}<p>題名</p>{% enduiblock %}',
    '{% uiblock "talk_head" title=t text=t %}{% enduiblock %}',
    '{% ui "tombstone" text="gone" by=t when="06:20" %}',
]


@pytest.mark.parametrize("source", COMPONENTS)
def test_no_component_shows_japanese_unmarked(source):
    with override("en"):
        html = drawn(source, t="題名")
    without = re.sub(r'<(\w+)[^>]*lang="ja"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    assert "題名" in html
    assert "題名" not in re.sub(r"<[^>]*>", "", without)
