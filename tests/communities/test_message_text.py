import pytest

from common.errors import InvalidInput
from communities.message_text import body_html, clean_body, fingerprint
from communities.models import BODY_LENGTH


def test_line_ends_become_line_feeds_and_the_edges_are_trimmed():
    assert clean_body("\r\n 一行目\r\n\r\n二行目\r三行目 \n") == "一行目\n\n二行目\n三行目"


def test_rare_name_characters_stay_as_they_are():
    assert clean_body("髙﨑𠮷") == "髙﨑𠮷"


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\u3000\u200d\ufeff"])
def test_a_body_without_anything_visible_is_refused(text):
    with pytest.raises(InvalidInput) as caught:
        clean_body(text)
    assert list(caught.value.fields) == ["body"]


@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "a\ud800b"])
def test_characters_that_no_database_keeps_are_refused_with_a_sentence(text):
    with pytest.raises(InvalidInput) as caught:
        clean_body(text)
    assert str(caught.value.fields["body"])


def test_the_limit_is_4000_characters():
    assert len(clean_body("あ" * BODY_LENGTH)) == 4000
    with pytest.raises(InvalidInput) as caught:
        clean_body("あ" * (BODY_LENGTH + 1))
    assert "4000" in str(caught.value.fields["body"])


def test_markup_of_the_writer_does_not_survive():
    assert body_html('<img src=x onerror="alert(1)">') == "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</p>"


def test_lines_and_paragraphs_are_kept():
    assert body_html("一\n二\n\n三") == "<p>一<br>二</p><p>三</p>"


LINK = '<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>'


@pytest.mark.parametrize(
    ("text", "before", "address", "after"),
    [
        ("https://example.jp/を見て", "", "https://example.jp/", "を見て"),
        ("（https://example.jp/a）。", "（", "https://example.jp/a", "）。"),
        ("See https://example.jp/a.", "See ", "https://example.jp/a", "."),
        ("(http://example.jp/a_(b))", "(", "http://example.jp/a_(b)", ")"),
        ("https://example.jp/?q=1", "", "https://example.jp/?q=1", ""),
    ],
)
def test_addresses_become_links_without_the_sentence_around_them(text, before, address, after):
    assert body_html(text) == f"<p>{before}{LINK.format(address)}{after}</p>"


def test_an_address_cannot_break_out_of_the_attribute():
    assert body_html("https://example.jp/&'x") == (
        '<p><a href="https://example.jp/&amp;&#x27;x" rel="nofollow noopener noreferrer">'
        "https://example.jp/&amp;&#x27;x</a></p>"
    )
    assert "href" not in body_html("javascript:alert(1)")
    assert "href" not in body_html("https://")


def test_the_fingerprint_tells_channel_and_text_apart():
    from uuid import UUID

    one, two = UUID(int=1), UUID(int=2)
    assert fingerprint(one, "a") == fingerprint(one, "a")
    assert len({fingerprint(one, "a"), fingerprint(two, "a"), fingerprint(one, "b")}) == 3
