"""One figure of each kind, for the living page."""

from django.utils.translation import pgettext as _p

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


def sample_figures() -> list[Figure]:
    """All plots with the same made-up mark and source."""
    return [
        _funnel(),
        _split(),
        _slope(),
        _circles(),
        _pyramid(),
        _tiers(),
        _waffle(),
        _stairs(),
        _ring(),
        _radar(),
        _load(),
    ]


def _funnel() -> Figure:
    return funnel_dots(
        title=_p("sample", "From entry to completion"),
        sentence=_p("sample", "13 companies entered and 12 were accepted. The one left got a next step."),
        source=_p("sample", "Tracks are made up."),
        tracks=[_p("sample", "New value"), _p("sample", "Better work")],
        stages=[
            Stage(_p("sample", "Entries"), [10, 3]),
            Stage(_p("sample", "Accepted"), [10, 2], _p("sample", "1 not accepted → next step")),
            Stage(_p("sample", "Completed"), [10, 2]),
        ],
        unit=_p("sample", "companies"),
        stage_label=_p("sample", "Stage"),
        made_up=True,
    )


def _split() -> Figure:
    return track_split(
        title=_p("sample", "Expected and actual"),
        sentence=_p("sample", "Better work was expected to lead; almost all chose new value."),
        source=_p("sample", "Shares are made up."),
        parts=[_p("sample", "Better work"), _p("sample", "New value")],
        bars=[Split(_p("sample", "Expected"), [70, 30]), Split(_p("sample", "Actual"), [17, 83])],
        unit="%",
        head=_p("sample", "Track"),
        made_up=True,
    )


def _slope() -> Figure:
    return slope(
        title=_p("sample", "Hometown tax gifts"),
        sentence=_p("sample", "From 350 million to 1.92 billion yen. This shows no cause."),
        source=_p("sample", "Inspection report, November 2023. The years between are not shown."),
        before=Point("", 3.5, _p("sample", "350 m"), "2017"),
        after=Point("", 19.2, _p("sample", "1.92 bn"), "2022"),
        unit=_p("sample", "hundred million yen"),
        head=_p("sample", "Year"),
    )


def _circles() -> Figure:
    return two_circles(
        title=_p("sample", "People and fans"),
        sentence=_p("sample", "Fans outside are more than half as many as the people inside."),
        source=_p("sample", "Inspection report, November 2023. The dates differ."),
        first=Point(_p("sample", "Population"), 22549, "22,549", "2022-12"),
        second=Point(_p("sample", "Fans"), 12300, "12,300", "2023-11"),
        unit=_p("sample", "people"),
        head="",
    )


def _pyramid() -> Figure:
    return pyramid(
        title=_p("sample", "Skills, goal and now"),
        sentence=_p("sample", "Dashed is the goal, filled is now; widths are logarithmic."),
        source=_p("sample", "Numbers of today are made up."),
        levels=[
            Level(_p("sample", "Specialists"), 10, 4),
            Level(_p("sample", "Advisers"), 40, 17),
            Level(_p("sample", "Leaders"), 100, 46),
            Level(_p("sample", "All staff"), 2000, 820),
        ],
        unit="",
        head=_p("sample", "Level"),
        made_up=True,
    )


def _tiers() -> Figure:
    return tiers(
        title=_p("sample", "People to be trained"),
        sentence=_p("sample", "A few specialists stand on a wide base."),
        source=_p("sample", "Inspection report, November 2023."),
        levels=[
            Point(_p("sample", "Specialists"), 10, "10", "2023-11"),
            Point(_p("sample", "Advisers"), 40, "40", "2023-11"),
            Point(_p("sample", "Leaders"), 100, "100", "2023-11"),
            Point(_p("sample", "All staff"), 2000, _p("sample", "about 2,000"), "2023-11"),
        ],
        note=_p("sample", "Widths differ less than the numbers."),
        columns=(_p("sample", "Level"), _p("sample", "Number"), _p("sample", "As printed"), _p("sample", "Date")),
    )


def _waffle() -> Figure:
    return waffle(
        title=_p("sample", "How small the workshops are"),
        sentence=_p("sample", "About eight in ten workshops have ten people or fewer."),
        source=_p("sample", "Inspection report, November 2023."),
        whole=Point(_p("sample", "Workshops"), 4200, _p("sample", "about 4,200"), "2023-11"),
        part=Point(_p("sample", "Ten people or fewer"), 80, _p("sample", "about 80 %"), "2023-11"),
        key=_p("sample", "One square is one in a hundred"),
        columns=(_p("sample", "What was counted"), _p("sample", "Number"), _p("sample", "Date")),
    )


def _stairs() -> Figure:
    return stairs(
        title=_p("sample", "Orders, step by step"),
        sentence=_p("sample", "They went on through five lean years."),
        source=_p("sample", "Interview. Both numbers are rough."),
        steps=[
            Step(_p("sample", "About five years after the subsidy"), _p("sample", "a few million yen"), "-2016"),
            Step(_p("sample", "Today"), _p("sample", "about 300 million yen"), "2024"),
        ],
        note=_p("sample", "Heights show order, not size."),
        columns=(_p("sample", "Step"), _p("sample", "Number"), _p("sample", "Date")),
    )


def _ring() -> Figure:
    return threshold_ring(
        title=_p("sample", "Will it take place?"),
        sentence=_p("sample", "17 of 20 people take part. At 20 the mayor comes."),
        source=_p("sample", "Made up."),
        count=17,
        goal=20,
        unit=_p("sample", "people"),
        left=_p("sample", "3 more"),
        made_up=True,
    )


def _radar() -> Figure:
    names = [
        _p("sample", "Aim"),
        _p("sample", "Steps"),
        _p("sample", "Team"),
        _p("sample", "Training"),
        _p("sample", "Tools, safety"),
        _p("sample", "Results"),
        _p("sample", "Dialogue"),
    ]
    values = [(2, 4), (1, 3), (1, 3), (0, 3), (1, 3), (0, 2), (2, 4)]
    return radar(
        title=_p("sample", "3-minute check"),
        sentence=_p("sample", "The farthest way is in training."),
        source=_p("sample", "Made up."),
        axes=[Axis(name, now, goal) for name, (now, goal) in zip(names, values, strict=True)],
        head=_p("sample", "Item"),
        made_up=True,
    )


def _load() -> Figure:
    days = [("11", 16), ("11", 23), ("11", 30), ("12", 7), ("12", 14), ("12", 21)]
    return heat_grid(
        title=_p("sample", "Load of the mentors"),
        sentence=_p("sample", "24 sessions in six weeks; the sketch artist carries half of them."),
        source=_p("sample", "Made up."),
        columns=[Column(f"{month}/", str(day), f"{month}/{day}", is_now=day == 30) for month, day in days],
        lines=[
            Line(_p("sample", "Sketch artist"), [2, 3, 1, 4, 2, 0]),
            Line(_p("sample", "Executive advisor"), [1, 0, 2, 1, 0, 0]),
            Line(_p("sample", "Expert for sales and brands"), [0, 1, 3, 2, 1, 1]),
        ],
        head=_p("sample", "Mentor"),
        total=_p("sample", "Sum"),
        made_up=True,
    )
