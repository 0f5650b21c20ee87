"""The heat grid: a wash and a number in every cell, and the same numbers in its table."""

from xml.etree import ElementTree

import pytest

from common.ui.plots import Line
from tests.common.test_ui_plots import load


def test_a_heat_grid_says_every_number_in_cell_and_table() -> None:
    figure = load()
    cells = [text.text for text in ElementTree.fromstring(figure.narrow).iter("text")]
    assert cells == [
        *("11月", "23", "30", "12月", "7"),
        *("海外の販路と広報と補助金を一緒に考える…", "0", "1", "6"),
        *("描き手", "2", "3", "0"),
    ]
    assert figure.rows == [("海外の販路と広報と補助金を一緒に考える専門家", 0, 1, 6, 7), ("描き手", 2, 3, 0, 5)]
    assert figure.columns == ("メンター", "11月23日の週", "11月30日の週", "12月7日の週", "合計")


def test_the_wash_of_a_heat_grid_grows_with_the_number() -> None:
    boxes = [box.get("fill") for box in ElementTree.fromstring(load().wide).iter("rect") if box.get("height") == "34"]
    assert boxes == ["#ffffff", "#dbe6fe", "#7096f8", "#dbe6fe", "#9db7f9", "#ffffff"]


def test_a_heat_grid_of_nothing_is_white_and_a_line_that_misses_a_column_is_an_error() -> None:
    assert "#dbe6fe" not in load(Line("描き手", [0, 0, 0])).wide
    with pytest.raises(ValueError, match="2 values for 3 columns"):
        load(Line("描き手", [0, 0]))
