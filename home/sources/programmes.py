"""Calls, the course of a term, divisions and criteria: from the cohorts app, at this moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from cohorts.enums import CohortState
from cohorts.models import Cohort, Criterion, Track
from cohorts.queries import cohort_by_key, open_cohorts
from cohorts.queries import timeline as steps_of
from cohorts.queries.programs import Step
from common.dates import days_left, fiscal_label, format_date, format_daytime, jst
from common.ui.components.data import Column
from common.ui.components.labels import Chip, Fact
from common.ui.components.progress import RiverStep
from home.drawings import Picture, drawing
from home.live import Question, source
from home.models import ProgrammePage
from home.queries import frame_for
from home.sources.figures import csv_url, split_figure

SHOWN_STATES = tuple(state for state in CohortState if state != CohortState.PREPARING)
TRACK_DRAWINGS = {"work": "homework", "value": "village360"}


@dataclass(frozen=True)
class Call:
    """A term as the call strip and the head of a programme page need it."""

    cohort: Cohort
    url: str
    entry_url: str
    is_open: bool
    days_left: int
    deadline: str

    @property
    def programme(self) -> str:
        """Name of the programme."""
        return self.cohort.program.label

    @property
    def summary(self) -> str:
        """What the programme is for."""
        return str(self.cohort.program.text("summary"))

    @property
    def title(self) -> str:
        """Second term: call for entries."""
        return _("%(term)s: call for entries") % {"term": self.cohort.label}

    @property
    def term(self) -> str:
        """Fiscal year and term."""
        return _("%(year)s, %(term)s") % {"year": fiscal_label(self.cohort.fiscal_year), "term": self.cohort.label}

    @property
    def chip(self) -> Chip:
        """The state in words."""
        if self.is_open:
            return Chip(_("Open now"), "call", "call")
        return Chip(str(CohortState(self.cohort.state).label), "ink")


def call_of(cohort: Cohort, now: datetime, request: HttpRequest | None) -> Call:
    """What a page says about a term."""
    return Call(
        cohort=cohort,
        url=frame_for(request).programme_url(cohort.program.key),
        entry_url=_entry_url(cohort),
        is_open=cohort.takes_entries(now),
        days_left=max(days_left(cohort.closes_at, now), 0),
        deadline=format_daytime(cohort.closes_at),
    )


def _entry_url(cohort: Cohort) -> str:
    try:
        return reverse("cohorts:entry_start", args=[cohort.public_id])
    except NoReverseMatch:
        return ""


def current_cohort(program_key: str, now: datetime, page: Any = None) -> Cohort | None:
    """The term that people can enter, or the latest one; read once for all sections of a page."""
    kept: dict[str, Cohort | None] = page.__dict__.setdefault("_cohorts", {}) if page is not None else {}
    if program_key not in kept:
        terms = Cohort.objects.filter(program__key=program_key).select_related("program")
        found = list(terms.filter(state__in=SHOWN_STATES).order_by("-opens_at")[:5])
        kept[program_key] = next((term for term in found if term.takes_entries(now)), found[0] if found else None)
    return kept[program_key]


@source("calls")
def calls(question: Question) -> dict[str, Any]:
    """All calls that are open now, the nearest deadline first."""
    found = [call_of(cohort, question.now, question.request) for cohort in open_cohorts(question.now)]
    return {"calls": found, "buttons": _buttons(question)}


def _buttons(question: Question) -> list[dict[str, str]]:
    """The hero's buttons; one whose target does not exist is not shown."""
    known = {item.url for item in frame_for(question.request).navigation}
    found = []
    for value in question.value.get("buttons", []):
        url = link_url(value, question.request)
        if url and (value["target"] is not None or any(url.startswith(start) for start in known) or _is_route(url)):
            found.append({"label": value["label"], "url": url})
    return found


def _is_route(url: str) -> bool:
    """Whether a page of another app has this address; Wagtail's own route takes any and tells nothing."""
    try:
        return resolve(url).url_name != "wagtail_serve"
    except Resolver404:
        return False


def link_url(value: Any, request: HttpRequest | None) -> str:
    """Where a button leads: its page, or its address with the prefix of the reader's language."""
    if value.get("target") is not None:
        return str(value["target"].get_url(request) or "")
    path = str(value.get("path") or "")
    if not path.startswith("/") or path.startswith("//"):
        return ""
    return frame_for(request).home.rstrip("/") + path


@source("call")
def call(question: Question) -> dict[str, Any]:
    """The open call of one programme."""
    cohort = current_cohort(question.program_key, question.now, question.page)
    found = call_of(cohort, question.now, question.request) if cohort is not None else None
    return {"call": found if found is not None and found.is_open else None}


@source("programme_head")
def programme_head(question: Question) -> dict[str, Any]:
    """Head of a programme page: its drawing and its term."""
    page = question.page
    cohort = current_cohort(page.program_key, question.now, page)
    return {
        "call": call_of(cohort, question.now, question.request) if cohort is not None else None,
        "picture": drawing(page.drawing),
    }


@dataclass(frozen=True)
class ProgrammeRow:
    """One programme in the list."""

    page: ProgrammePage
    url: str
    picture: Picture | None
    call: Call | None

    @property
    def picture_url(self) -> str:
        """The drawing's address."""
        return self.picture.url if self.picture else ""

    @property
    def picture_alt(self) -> str:
        """What happens in it."""
        return str(self.picture.alt) if self.picture else ""

    @property
    def chips(self) -> list[Chip]:
        """The state of the call."""
        return [self.call.chip] if self.call else []


@source("programmes")
def programmes(question: Question) -> dict[str, Any]:
    """The programmes below the list, those with an open call first; three queries for any number."""
    pages = list(ProgrammePage.objects.child_of(question.page).live().public().order_by("path"))
    keys = [page.program_key for page in pages]
    terms = Cohort.objects.filter(program__key__in=keys, state__in=SHOWN_STATES).select_related("program")
    latest: dict[str, Cohort] = {}
    for term in terms.order_by("opens_at"):
        before = latest.get(term.program.key)
        if before is None or not before.takes_entries(question.now):
            latest[term.program.key] = term
    rows = [_row(page, latest.get(page.program_key), question) for page in pages]
    return {"programmes": sorted(rows, key=lambda row: not (row.call and row.call.is_open))}


def _row(page: ProgrammePage, cohort: Cohort | None, question: Question) -> ProgrammeRow:
    found = call_of(cohort, question.now, question.request) if cohort is not None else None
    return ProgrammeRow(page, page.get_url(question.request) or "", drawing(page.drawing), found)


@source("timeline")
def timeline(question: Question) -> dict[str, Any]:
    """The course of the named term, or of the current one."""
    key = question.value.get("cohort_key") or ""
    cohort = cohort_by_key(key) if key else current_cohort(question.program_key, question.now, question.page)
    steps = steps_of(cohort, question.now) if cohort is not None else []
    return {"steps": [river_step(step, question.now) for step in steps]}


def river_step(step: Step, now: datetime) -> RiverStep:
    """One point of the river in words."""
    when = step.date or now
    if step.state == "now" and step.date is None:
        shown = _("today, %(day)s") % {"day": format_date(now, with_weekday=False)}
    else:
        shown = _month(when) if step.by_month else format_date(when, with_weekday=step.ends_at is None)
    if step.ends_at is not None:
        shown = _("from %(day)s") % {"day": shown}
    exact = "" if step.by_month else f"{jst(when):%Y-%m-%d}"
    return RiverStep(step.title, shown, step.state, step.note, exact)


def _month(when: datetime) -> str:
    moment = jst(when)
    return _("%(month)s/%(year)s") % {"month": moment.month, "year": moment.year}


@source("tracks")
def tracks(question: Question) -> dict[str, Any]:
    """The divisions of the current term as picture cards."""
    cohort = current_cohort(question.program_key, question.now, question.page)
    found = Track.objects.filter(cohort=cohort) if cohort is not None else []
    return {"tracks": [_track_card(track) for track in found]}


def _track_card(track: Track) -> dict[str, Any]:
    picture = drawing(track.drawing or TRACK_DRAWINGS.get(track.key, ""))
    return {
        "name": track.label,
        "lead": track.text("lead"),
        "facts": [Fact("check", text) for text in track.text("for_you")],
        "picture_url": picture.url if picture else "",
    }


@source("rubric")
def rubric(question: Question) -> dict[str, Any]:
    """Criteria of the current term, and how the divisions of an earlier one came out."""
    cohort = current_cohort(question.program_key, question.now, question.page)
    criteria = Criterion.objects.filter(rubric__cohort=cohort) if cohort is not None else []
    found = [(str(criterion.text("name")), criterion.weight) for criterion in criteria]
    split = next(iter(question.value["split"]), None)
    figure = split_figure(split) if split is not None else None
    columns = [Column(_("Criterion")), Column(_("Points"), numeric=True)]
    return {
        "criteria": found,
        "columns": columns,
        "figure": figure,
        "csv_url": csv_url(question.page, question.section_id),
    }
