"""Cutting Japanese, folding spellings, marking what was found."""

import pytest
from modelsearch.query import And, MatchAll, Or, Phrase, PlainText

from common.folding import folded
from home.search.excerpts import Piece, excerpt, hits_in, marked, words_of
from home.search.pairs import pairs, phrases
from home.search.queries import NOTHING, paired, paired_for_typing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("酒田市のDX", "酒田 田市 市の dx"),
        ("町", "町"),
        ("ﾃﾚﾜｰｸ", "てれ れわ わー ーく"),
        ("テレワーク", "てれ れわ わー ーく"),
        ("ＤＸ 推進", "dx 推進"),
        ("髙﨑𠮷", "髙﨑 﨑𠮷"),
        ("", ""),
    ],
)
def test_pairs_cuts_japanese_runs(text: str, expected: str):
    assert pairs(text) == expected


def test_folded_makes_one_spelling():
    assert folded("デジタル") == folded("ﾃﾞｼﾞﾀﾙ") == "でじたる"


def test_phrases_are_split_at_spaces_and_lose_signs():
    assert phrases("酒田　DX会議") == ["酒田", "dx 会議"]
    assert phrases('"!?') == []


def test_paired_query_of_one_word_is_a_phrase():
    query = paired(PlainText("町工場"))
    assert isinstance(query, Phrase)
    assert query.query_string == "町工 工場"


def test_paired_query_keeps_the_operator():
    assert isinstance(paired(PlainText("酒田 飛騨")), And)
    assert isinstance(paired(PlainText("酒田 飛騨", operator="or")), Or)
    assert isinstance(paired(And([PlainText("酒田"), Phrase("飛騨")])), And)


def test_paired_query_without_letters_finds_nothing():
    query = paired(PlainText("！？"))
    assert isinstance(query, Phrase)
    assert query.query_string == NOTHING
    assert isinstance(paired(None), MatchAll)
    assert isinstance(paired(MatchAll()), MatchAll)


def test_typing_keeps_unfinished_latin_words():
    assert isinstance(paired_for_typing(PlainText("Koriy")), PlainText)
    assert isinstance(paired_for_typing(PlainText("町工")), Phrase)


def test_marked_shows_the_original_spelling():
    assert marked("ﾃﾞｼﾞﾀﾙで変える", words_of("デジタル")) == [Piece("ﾃﾞｼﾞﾀﾙ", hit=True), Piece("で変える")]


def test_hits_do_not_overlap():
    assert hits_in("町工場町工", ["町工", "工場"]) == [(0, 2), (3, 5)]


def test_excerpt_is_cut_round_the_hit():
    text = "あ" * 60 + "飛騨" + "い" * 120
    pieces = excerpt(["なし", text], ["飛騨"])
    assert [piece.text for piece in pieces if piece.hit] == ["飛騨"]
    assert pieces[0].text == "…"
    assert pieces[-1].text == "…"
    assert sum(len(piece.text) for piece in pieces) < 120


def test_excerpt_without_hit_is_the_beginning():
    assert excerpt(["町の話"], ["海"]) == [Piece("町の話")]
    assert excerpt([], ["海"]) == []
