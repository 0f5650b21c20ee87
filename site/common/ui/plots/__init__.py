"""Plots as pure functions: frozen dataclasses in, a `Figure` with two drawings, a sentence and a table out."""

from common.ui.plots.figure import Figure
from common.ui.plots.funnel import Stage, funnel_dots
from common.ui.plots.grid import Column, Line, heat_grid
from common.ui.plots.pairs import Point, Split, slope, track_split, two_circles
from common.ui.plots.shapes import Axis, Level, pyramid, radar, threshold_ring
from common.ui.plots.stairs import Step, stairs
from common.ui.plots.tiers import tiers
from common.ui.plots.waffle import waffle

__all__ = [
    "Axis",
    "Column",
    "Figure",
    "Level",
    "Line",
    "Point",
    "Split",
    "Stage",
    "Step",
    "funnel_dots",
    "heat_grid",
    "pyramid",
    "radar",
    "slope",
    "stairs",
    "threshold_ring",
    "tiers",
    "track_split",
    "two_circles",
    "waffle",
]
