"""Plots as pure functions: frozen dataclasses in, a `Figure` with two drawings, a sentence and a table out."""

from common.ui.plots.figure import Figure
from common.ui.plots.funnel import Stage, funnel_dots
from common.ui.plots.pairs import Point, Split, slope, track_split, two_circles
from common.ui.plots.shapes import Axis, Level, pyramid, radar, threshold_ring

__all__ = [
    "Axis",
    "Figure",
    "Level",
    "Point",
    "Split",
    "Stage",
    "funnel_dots",
    "pyramid",
    "radar",
    "slope",
    "threshold_ring",
    "track_split",
    "two_circles",
]
