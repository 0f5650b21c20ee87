"""Plots are pure: the same numbers in the drawing, the sentence and the table."""

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from common.ui.plots import (
    Axis,
    Column,
    Figure,
    Level,
    Line,
    Point,
    Split,
    Stage,
    Step,
    funnel_dots,
    heat_grid,
    pyramid,
    radar,
    slope,
    stairs,
    threshold_ring,
    tiers,
    track_split,
    two_circles,
    waffle,
)
from common.ui.plots.svg import text_width, wrapped

WORDS = {"title": "題", "sentence": "一文", "source": "出典"}


def funnel(stages: list[Stage] | None = None) -> Figure:
    return funnel_dots(
        **WORDS,
        tracks=["価値創造", "働き方改革"],
        stages=stages or [Stage("エントリー", [10, 3]), Stage("採択", [10, 2], "見送り1社"), Stage("修了", [9, 2])],
        unit="社",
        stage_label="段階",
    )


def split() -> Figure:
    bars = [Split("予想", [70, 30]), Split("実際", [17, 83])]
    return track_split(**WORDS, parts=["働き方改革", "価値創造"], bars=bars, unit="%", head="部門")


def line() -> Figure:
    before, after = Point("", 3.5, "3.5億円", "2017年"), Point("", 19.2, "19.2億円", "2022年")
    return slope(**WORDS, before=before, after=after, unit="億円", head="年")


def circles() -> Figure:
    first, second = Point("人口", 400, "400人", "2022年"), Point("ファン", 100, "100人", "2023年")
    return two_circles(**WORDS, first=first, second=second, unit="人", head="")


def levels() -> Figure:
    return pyramid(**WORDS, levels=[Level("専門", 10, 4), Level("全員", 2000, 820)], unit="人", head="段階")


def ring() -> Figure:
    return threshold_ring(**WORDS, count=17, goal=20, unit="人", left="あと3人")


def star() -> Figure:
    return radar(**WORDS, axes=[Axis(name, n % 5, 5) for n, name in enumerate("一二三四五六七")], head="項目")


def counted() -> Figure:
    names = [("専門", 10, "10人"), ("推進リーダーとして引っぱる人たち", 100, "100人"), ("全員", 2000, "約2,000人")]
    points = [Point(label, value, shown, "2023年11月") for label, value, shown in names]
    return tiers(**WORDS, levels=points, note="幅の差は小さめ", columns=("段階", "数", "表記", "時点"))


def squares(share: float = 80) -> Figure:
    whole, part = Point("町工場", 4200, "約4,200社", "2023年"), Point("10人以下", share, "約8割", "2023年")
    return waffle(**WORDS, whole=whole, part=part, key="1マスは100のうちの1", columns=("数えたもの", "数", "時点"))


def climb(count: int = 2) -> Figure:
    steps = [Step(f"{n}段めのとても長い名前でもはみ出さない", f"約{n}億円", f"20{n:02}年") for n in range(1, count + 1)]
    return stairs(**WORDS, steps=steps, note="高さは順番だけ", columns=("段", "数", "時点"))


def climb_far() -> Figure:
    return climb(6)


def load(*lines: Line) -> Figure:
    days = [("11月", 23), ("11月", 30), ("12月", 7)]
    columns = [Column(month, str(day), f"{month}{day}日の週", is_now=day == 30) for month, day in days]
    rows = lines or (Line("海外の販路と広報と補助金を一緒に考える専門家", [0, 1, 6]), Line("描き手", [2, 3, 0]))
    return heat_grid(**WORDS, columns=columns, lines=rows, head="メンター", total="合計")


ALL = [funnel, split, line, circles, levels, ring, star, counted, squares, climb, climb_far, load]


@pytest.mark.parametrize("plot", ALL)
def test_both_drawings_are_images_with_a_sentence(plot: Callable[[], Figure]) -> None:
    figure = plot()
    for drawing in (figure.wide, figure.narrow):
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert root.findtext("title") == "一文"
        assert "style" not in drawing


@pytest.mark.parametrize("plot", ALL)
def test_no_label_falls_under_twelve_pixels(plot: Callable[[], Figure]) -> None:
    figure = plot()
    for drawing, shown_at in ((figure.wide, 480), (figure.narrow, 278)):
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawing)[1])
        smallest = min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing))
        assert smallest * shown_at / width >= 12


@pytest.mark.parametrize("plot", ALL)
def test_labels_stay_on_the_paper(plot: Callable[[], Figure]) -> None:
    for drawing in (plot().wide, plot().narrow):
        width, height = (float(part) for part in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing).groups())
        for text in ElementTree.fromstring(drawing).iter("text"):
            assert 0 <= float(text.get("x")) <= width
            assert 0 <= float(text.get("y")) <= height


@pytest.mark.parametrize("plot", ALL)
def test_two_drawings_never_share_an_id(plot: Callable[[], Figure]) -> None:
    figure = plot()
    ids = re.findall(r' id="([^"]+)"', figure.wide + figure.narrow + plot().wide)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("plot", ALL)
def test_each_row_of_the_table_fills_its_columns(plot: Callable[[], Figure]) -> None:
    figure = plot()
    assert {len(row) for row in figure.rows} == {len(figure.columns)}


def test_a_funnel_draws_one_mark_for_each_company() -> None:
    root = ElementTree.fromstring(funnel().narrow)
    dots = list(root.iter("circle"))
    boxes = [shape for shape in root.iter("rect") if shape.get("stroke") in {"#000060", "#666666"}]
    assert len(dots) == 3 * 10 + 1  # and one in the legend
    assert len(boxes) == 3 * 3 + 1
    open_places = [shape for shape in root.iter() if shape.get("stroke-dasharray") == "3 3"]
    assert len(open_places) == 1 + 2


def test_of_many_companies_a_mark_stands_for_several_and_says_so() -> None:
    many = funnel([Stage("エントリー", [2500, 500]), Stage("採択", [2490, 1])])
    root = ElementTree.fromstring(many.wide)
    filled = [shape for shape in root if shape.tag.endswith(("circle", "rect")) and shape.get("fill") != "#ffffff"]
    # 50 + 10 marks, then 50 + 1 filled ones (few, but not none); the legend shows both divisions once.
    assert len(filled) == 60 + 51 + 2
    assert "印1つが50社です。" in many.wide
    assert [row[-1] for row in many.rows] == [3000, 2491]
    assert "印1つ" not in funnel().wide


def test_a_funnel_sums_its_rows() -> None:
    assert [row[-1] for row in funnel().rows] == [13, 12, 11]
    for text in ("エントリー", "13", "見送り1社", "働き方改革"):
        assert text in funnel().wide
        assert text in funnel().narrow


@pytest.mark.parametrize("stages", [[Stage("A", [1, 1]), Stage("B", [2, 0])], [Stage("A", [1])]])
def test_a_funnel_that_grows_or_forgets_a_track_is_an_error(stages: list[Stage]) -> None:
    with pytest.raises(ValueError, match=r"more than|counts for"):
        funnel(stages)


def test_the_area_of_a_circle_is_its_number() -> None:
    first, second = (float(shape.get("r")) for shape in ElementTree.fromstring(circles().wide).findall("circle"))
    assert first / second == pytest.approx(2, rel=0.01)


def test_a_split_bar_keeps_its_length() -> None:
    root = ElementTree.fromstring(split().wide)
    widths = [float(box.get("width")) for box in root.iter("rect") if box.get("height") == "38"]
    assert widths[0] + widths[1] == pytest.approx(widths[2] + widths[3], abs=0.2)
    assert split().rows == [("働き方改革", 70, 17), ("価値創造", 30, 83)]


def test_a_ring_fills_the_seats_that_are_taken() -> None:
    assert ring().wide.count('fill="#ffd43d"') == 17


def test_a_radar_beyond_its_scale_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 to 5"):
        radar(**WORDS, axes=[Axis("一", 6, 2)], head="項目")


def kinds_of_squares(drawing: str) -> list[int]:
    """How many open and filled squares; the last one is the key."""
    return [shape.get("d").count("M") for shape in ElementTree.fromstring(drawing).iter("path")]


@pytest.mark.parametrize(("share", "taken"), [(80, 80), (0.2, 1), (99.9, 99), (33.3, 33)])
def test_a_waffle_fills_as_many_of_a_hundred_squares(share: float, taken: int) -> None:
    figure = squares(share)
    for drawing in (figure.wide, figure.narrow):
        assert kinds_of_squares(drawing) == [100 - taken, taken, 1]


def test_a_waffle_may_be_empty_or_full() -> None:
    assert kinds_of_squares(squares(0).wide) == [100, 1]
    assert kinds_of_squares(squares(100).wide) == [100, 1]


@pytest.mark.parametrize("share", [-1, 101])
def test_a_waffle_beyond_a_hundred_is_an_error(share: float) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        squares(share)


def test_a_waffle_and_stairs_print_their_texts_in_the_table() -> None:
    assert squares().rows == [("町工場", "約4,200社", "2023年"), ("10人以下", "約8割", "2023年")]
    assert [row[1:] for row in climb().rows] == [("約1億円", "2001年"), ("約2億円", "2002年")]


def test_stairs_rise_evenly_and_say_that_height_means_nothing() -> None:
    figure = climb(5)
    tops = [float(box.get("y")) for box in ElementTree.fromstring(figure.wide).iter("rect")]
    rises = [low - high for low, high in pairwise(tops)]
    assert rises == pytest.approx([rises[0]] * 4, abs=0.2)
    assert rises[0] > 0
    for drawing in (figure.wide, figure.narrow):
        assert "高さは順番だけ" in "".join(ElementTree.fromstring(drawing).itertext())


@pytest.mark.parametrize("count", [1, 7])
def test_stairs_of_one_or_seven_steps_are_an_error(count: int) -> None:
    with pytest.raises(ValueError, match="2 to 6"):
        climb(count)


def test_tiers_grow_to_the_whole_width_and_keep_the_number() -> None:
    for drawing in (counted().wide, counted().narrow):
        widths = [float(box.get("width")) for box in ElementTree.fromstring(drawing).iter("rect")]
        paper = float(re.search(r'viewBox="0 0 ([\d.]+)', drawing)[1])
        assert widths == sorted(widths)
        assert widths[-1] == paper - 4
    assert counted().rows[2] == ("全員", 2000, "約2,000人", "2023年11月")


def test_tiers_of_nothing_are_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        tiers(**WORDS, levels=[], note="", columns=("", "", "", ""))
    assert tiers(**WORDS, levels=[Point("空", 0, "0人")], note="", columns=("", "", "", "")).rows[0][1] == 0


@pytest.mark.parametrize("plot", [counted, squares, climb, climb_far])
def test_words_fit_beside_and_into_what_is_drawn(plot: Callable[[], Figure]) -> None:
    for drawing in (plot().wide, plot().narrow):
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', drawing)[1])
        for text in ElementTree.fromstring(drawing).iter("text"):
            long = text_width(text.text, float(text.get("font-size")))
            left = float(text.get("x")) - (long / 2 if text.get("text-anchor") == "middle" else 0)
            assert left >= -1, text.text
            assert left + long <= width + 1, text.text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("デジタル行政推進リーダー", ["デジタル行政推", "進リーダー"]),
        ("one two three four", ["one two", "three four"]),
        ("incomprehensibilities", ["incomprehens", "ibilities"]),
        ("数えたのは、今年。", ["数えたのは、今", "年。"]),
        ("一二三四五六七。八", ["一二三四五六", "七。八"]),
        ("", []),
    ],
)
def test_labels_break_where_people_would(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10, 70) == lines


def test_a_label_is_escaped() -> None:
    figure = threshold_ring(**{**WORDS, "sentence": "<b>"}, count=1, goal=2, unit="人", left="<i>")
    assert "<b>" not in figure.wide
    assert "<i>" not in figure.wide


@pytest.mark.parametrize(("value", "boxes"), [(22_000, 2), (1_300, 1)])
def test_words_wider_than_their_circle_stand_above_it(value, boxes):
    first, second = Point("Residents", 22_500, "about 22,500"), Point("Fans", value, f"about {value:,}")
    figure = two_circles(title="", sentence="", source="", first=first, second=second, unit="", head="")
    assert str(figure.narrow).count('rx="6"') == boxes
