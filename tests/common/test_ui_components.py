"""One component = one dataclass, one template, one stylesheet; none of them carries style or script inline."""

import re
from pathlib import Path
from typing import get_args

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from common.ui.components.data import Score, ScoreStrip
from common.ui.components.labels import HEADS, AvatarRole, Badge, role_for
from common.ui.components.progress import Ring, Step, Stepper
from common.ui.icons import IconName
from common.ui.registry import all_specs
from common.ui.render import render_component
from common.ui.samples import samples

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
FRONTEND = ROOT / "site" / "frontend"
NAMES = [spec.name for spec in all_specs()]


@pytest.mark.parametrize("name", NAMES)
def test_each_component_has_one_template_and_one_stylesheet(name: str) -> None:
    assert (TEMPLATES / "ui" / f"{name}.html").is_file()
    assert (FRONTEND / "css" / "components" / f"{name}.css").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_each_stylesheet_is_part_of_the_bundle(name: str) -> None:
    assert f'"./components/{name}.css" layer(components)' in (FRONTEND / "css" / "main.css").read_text()


def test_no_template_is_left_without_a_component() -> None:
    templates = {path.stem for path in (TEMPLATES / "ui").glob("*.html")} - {"index"}
    assert templates == set(NAMES)


def test_no_stylesheet_is_left_out_of_the_bundle() -> None:
    bundle = (FRONTEND / "css" / "main.css").read_text()
    left_out = [path.name for path in (FRONTEND / "css" / "components").glob("*.css") if path.name not in bundle]
    assert left_out == []


def test_no_template_has_inline_style_or_script() -> None:
    bad = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son(?!ly=)[a-z]+=\"|javascript:")
    found = [str(path) for path in TEMPLATES.rglob("*.html") if bad.search(path.read_text())]
    assert found == []


def test_the_named_icons_are_the_drawn_ones() -> None:
    sprite = (FRONTEND / "illustrations" / "icons.svg").read_text()
    assert set(re.findall(r'id="i-([a-z]+)"', sprite)) == set(get_args(IconName))


def test_each_role_has_a_drawn_head() -> None:
    assert set(HEADS) == set(get_args(AvatarRole))
    for picture in HEADS.values():
        assert (FRONTEND / "illustrations" / f"{picture}.svg").is_file()


def test_somebody_without_a_role_keeps_their_head() -> None:
    assert role_for("a") == role_for("a")
    assert len({role_for(n) for n in range(100)}) > 3


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_living_page_shows_every_component(language: str) -> None:
    parts = "".join(path.read_text() for path in (TEMPLATES / "ui" / "index").glob("*.html"))
    parts += "".join((TEMPLATES / "ui" / f"{name}.html").read_text() for name in ("index", "header", "footer"))
    parts += (TEMPLATES / "base.html").read_text()
    nested = "".join(path.read_text() for path in (TEMPLATES / "ui").rglob("*.html"))
    shown = set(re.findall(r'{% ui(?:block)? "(\w+)"', parts))
    used_inside = set(re.findall(r'{% ui(?:block)? "(\w+)"', nested))
    assert set(NAMES) - shown - used_inside == {"plot"}
    with override(language):
        for path in sorted((TEMPLATES / "ui" / "index").glob("*.html")):
            assert render_to_string(f"ui/index/{path.name}", samples())


def test_a_ring_counts_seats_and_says_what_is_missing() -> None:
    ring = Ring(17, 20)
    assert [point.filled for point in ring.points].count(True) == 17
    assert ring.missing == 3
    with override("ja"):
        assert "20人のうち17人。あと3人" in render_component(ring)


def test_a_ring_beyond_its_goal_is_full_and_no_more() -> None:
    ring = Ring(25, 20)
    assert all(point.filled for point in ring.points)
    assert ring.missing == 0


def test_a_large_ring_groups_its_seats() -> None:
    assert len(Ring(150, 300).points) == 60


def test_a_stepper_names_its_place_and_its_states() -> None:
    steps = [Step("A", "completed"), Step("B"), Step("C", "error")]
    with override("ja"):
        html = render_component(Stepper(steps, current=2))
    assert "全3ステップ中、2ステップ目です。" in html
    assert html.count('aria-current="step"') == 1
    assert "誤りがあります" in html


def test_a_step_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        Stepper([Step("A")], current=2)


def test_jurors_far_apart_are_named_in_words() -> None:
    close = ScoreStrip([Score("A", 80), Score("B", 84, 1)], mean=82)
    far = ScoreStrip([Score("A", 55), Score("B", 88, 1)], mean=71.5)
    assert not close.is_split
    assert far.is_split
    with override("ja"):
        assert "意見が割れています" in render_component(far)
        assert "意見が割れています" not in render_component(close)


def test_a_score_outside_the_scale_stays_on_the_strip() -> None:
    strip = ScoreStrip([Score("A", 20)], mean=20, low=50, high=90)
    assert strip.marks[0]["x"] == "10.0"


def test_a_large_badge_stays_round() -> None:
    assert Badge(120).shown == "99+"


def test_a_page_shows_no_tool_that_leads_nowhere() -> None:
    html = render_to_string("ui/parts/menu_tools.html", {"languages": []})
    assert 'href=""' not in html
