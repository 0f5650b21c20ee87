"""Figures of numbers that an editor typed: pyramid, hundred squares, stairs."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from common.ui.plots import Figure, Point, Step, stairs, tiers, waffle
from home.sections.levels import STAIRS, WAFFLE

_draw_tiers = lru_cache(maxsize=64)(tiers)
_draw_waffle = lru_cache(maxsize=64)(waffle)
_draw_stairs = lru_cache(maxsize=64)(stairs)


def levels_figure(value: Any) -> Figure:
    """The rows in the form that the editor chose."""
    points = [Point(row["label"], row["value"] or 0, row["shown"], row["when"]) for row in value["rows"]]
    words: dict[str, Any] = {
        "title": value["title"] or value["sentence"],
        "sentence": value["sentence"],
        "source": value["source"],
        "made_up": value["is_made_up"],
    }
    if value["form"] == WAFFLE:
        return _squares(points, words)
    return _steps(points, words) if value["form"] == STAIRS else _pyramid(points, words)


def _pyramid(points: list[Point], words: dict[str, Any]) -> Figure:
    """The few stand on top, in whatever order they were typed."""
    return _draw_tiers(
        **words,
        levels=tuple(sorted(points, key=lambda point: point.value)),
        note=_("Widths differ less than numbers."),
        columns=(_("Level"), _("Number"), _("As printed"), _("Date")),
    )


def _squares(points: list[Point], words: dict[str, Any]) -> Figure:
    whole, part = points
    return _draw_waffle(
        **words,
        whole=whole,
        part=part,
        key=_("One square is one in a hundred"),
        columns=(_("What was counted"), _("As printed"), _("Date")),
    )


def _steps(points: list[Point], words: dict[str, Any]) -> Figure:
    """Rough numbers have words and no value, so the drawing has no scale."""
    return _draw_stairs(
        **words,
        steps=tuple(Step(point.label, point.shown, point.when) for point in points),
        note=_("Heights show order, not size."),
        columns=(_("Step"), _("As printed"), _("Date")),
    )
