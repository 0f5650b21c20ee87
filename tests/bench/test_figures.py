"""The lines of `make bench`: what they hold, when they are ok, what goes to standard output."""

import json

import pytest

from tests.bench import figures
from tests.bench.figures import Group, Measured, line_of
from tests.bench.targets import Target


def test_a_line_holds_median_range_and_target():
    line = line_of(Measured("start.first", [40.0, 44.0, 41.23456]), "sqlite")
    assert line == {
        "figure": "start.first", "db": "sqlite", "value": 41.235, "unit": "s", "runs": 3, "min": 40.0, "max": 44.0,
        "target": "<=120", "ok": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sign", "value", "met"),
    [("<=", 8, True), ("<=", 8.01, False), (">=", 8, True), (">=", 7.99, False), ("==", 8, True), ("==", 7, False)],
)
def test_a_target_is_met(sign, value, met):
    assert Target(sign, 8, "s").is_met(value) is met


@pytest.mark.parametrize(("twin", "ok"), [("fails", True), ("passes", False)])
def test_a_fault_figure_is_void_unless_its_twin_fails(twin, ok):
    assert line_of(Measured("fault.kill.app", [0], extra={"twin": twin}), "sqlite")["ok"] is ok


def test_a_figure_without_a_target_cannot_be_registered():
    with pytest.raises(KeyError, match=r"no\.such\.figure"):
        figures.measures("no.such.figure")


def test_rounds_alternate_and_drop_the_warm_one():
    order = []
    first, second = figures.alternate(
        lambda: order.append("a") or len(order), lambda: order.append("b") or len(order), rounds=2, warm=1
    )
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert (first, second) == ([4, 5], [3, 6])


def yields(*measured: Measured) -> Group:
    return Group(lambda database: iter(measured), tuple(m.figure for m in measured), ("sqlite", "postgres"))


def test_only_lines_of_the_chosen_figures_and_database_are_printed(capsys):
    group = yields(Measured("start.first", [1.0]), Measured("start.again", [2.0]))
    assert figures.run([group], only="start.again", database="postgres") == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["figure"], line["db"]) for line in printed] == [("start.again", "postgres")]


def test_a_figure_out_of_target_fails_the_run(capsys):
    assert figures.run([yields(Measured("start.again", [9.0]))], only="", database="sqlite") == 1


def test_an_error_fails_the_run_and_is_told_on_standard_error(capsys):
    def broken(database):
        raise RuntimeError("no server")
        yield

    assert figures.run([Group(broken, ("start.first",), ("sqlite",))], only="", database="") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "no server" in printed.err


@pytest.mark.parametrize(("only", "database"), [("nothing", ""), ("", "oracle")])
def test_an_unknown_choice_is_an_error(only, database, capsys):
    assert figures.run([yields(Measured("start.first", [1.0]))], only=only, database=database) == 2
