"""The weekly hours: cells to press, or times to type, for each weekday."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from common.text import TOO_LONG
from mentoring.actions.weeks import WeekPlan
from mentoring.enums import Mode
from mentoring.forms.base import CHOOSE
from mentoring.forms.hours import LENGTHS, checked_link
from mentoring.forms.rooms import room_field
from mentoring.models import Availability
from mentoring.recurrence import Band, merged
from mentoring.typed_times import NotTimes, as_typed, times_in

FIRST, LAST = 8, 20
HOURS = range(FIRST, LAST)
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
CELLS = [(f"{day}-{hour}", f"{day}-{hour}") for day in range(len(WEEKDAYS)) for hour in HOURS]


@dataclass(frozen=True)
class Cell:
    """One hour of one weekday, to press."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """One weekday as the page shows it."""

    label: Any
    cells: Sequence[Cell]
    times: BoundField
    mode: BoundField


class WeekForm(forms.Form):
    """Each weekday has cells of an hour, a line for other times, and a way of meeting."""

    rev = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    cells = forms.MultipleChoiceField(
        label=_("Free hours"), choices=CELLS, required=False,
        error_messages={"invalid_choice": _("Please choose hours of this table only.")},
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("Length of one talk, in minutes"), coerce=int, choices=[(n, str(n)) for n in LENGTHS], initial=60,
        error_messages=CHOOSE,
    )  # fmt: skip
    link = forms.URLField(
        label=_("Link to the meeting"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Shown only to those who have booked."),
        error_messages={
            "invalid": _("Please give a full address that begins with https://."), "max_length": TOO_LONG,
        },
    )  # fmt: skip
    room = room_field()
    place = forms.CharField(label=_("Place"), required=False, max_length=120, error_messages={"max_length": TOO_LONG})
    meets_on_holidays = forms.BooleanField(label=_("I meet on public holidays too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, label in enumerate(WEEKDAYS):
            self.fields[f"times_{day}"] = forms.CharField(
                label=_("Other times on %(day)s") % {"day": label}, required=False, max_length=100,
                error_messages={"max_length": TOO_LONG},
            )  # fmt: skip
            self.fields[f"mode_{day}"] = forms.ChoiceField(
                label=_("How you meet on %(day)s") % {"day": label}, choices=Mode.choices, initial=Mode.ONLINE,
                error_messages=CHOOSE,
            )  # fmt: skip

    def clean_link(self) -> str:
        return checked_link(str(self.cleaned_data["link"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["bands"] = merged(self._bands(data))
        return data

    def _bands(self, data: dict[str, Any]) -> Iterator[Band]:
        for value in data.get("cells", []):
            day, hour = map(int, value.split("-"))
            yield Band(day, time(hour), time(hour + 1), data.get(f"mode_{day}", Mode.ONLINE))
        for day in range(len(WEEKDAYS)):
            try:
                spans = times_in(data.get(f"times_{day}", ""))
            except NotTimes:
                self.add_error(f"times_{day}", _("Please write times like 10:30-12:00, on quarter-hours."))
                continue
            for starts, ends in spans:
                yield Band(day, starts, ends, data.get(f"mode_{day}", Mode.ONLINE))

    def plan(self) -> WeekPlan:
        """What `set_week` takes."""
        data = self.cleaned_data
        return WeekPlan(
            tuple(data["bands"]), data["minutes"], data["link"], data["place"], data["meets_on_holidays"],
            data["room"],
        )  # fmt: skip

    def rows(self) -> list[Row]:
        """The weekdays with their cells as they stand in the form."""
        chosen = set(self["cells"].value() or [])
        return [
            Row(label, [_cell(day, hour, chosen) for hour in HOURS], self[f"times_{day}"], self[f"mode_{day}"])
            for day, label in enumerate(WEEKDAYS)
        ]


def _cell(day: int, hour: int, chosen: set[str]) -> Cell:
    value = f"{day}-{hour}"
    return Cell(value, f"{hour}:00", value in chosen)


def initial_of(week: Availability | None, bands: Sequence[Band] | None = None) -> dict[str, Any]:
    """What the form begins with: the week as it is set, or `bands` from elsewhere with its link and place."""
    values: dict[str, Any] = {"rev": week.rev if week else 0, "minutes": week.minutes if week else 60}
    if week is not None:
        values |= {"link": week.link, "place": week.place, "meets_on_holidays": week.meets_on_holidays}
        values["room"] = week.room.public_id if week.room else None
    return values | _spread(bands if bands is not None else week.week if week else [])


def _spread(bands: Sequence[Band]) -> dict[str, Any]:
    """Whole hours of the table become cells, everything else is typed."""
    values: dict[str, Any] = {"cells": []}
    typed: dict[int, list[tuple[time, time]]] = {}
    for band in bands:
        values[f"mode_{band.weekday}"] = band.mode
        whole = band.starts.minute == band.ends.minute == 0 and band.starts.hour >= FIRST and band.ends.hour <= LAST
        if whole and band.ends > band.starts:
            values["cells"] += [f"{band.weekday}-{hour}" for hour in range(band.starts.hour, band.ends.hour)]
        else:
            typed.setdefault(band.weekday, []).append((band.starts, band.ends))
    return values | {f"times_{day}": as_typed(spans) for day, spans in typed.items()}
