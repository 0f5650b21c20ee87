"""The programme with its finished first and its open second term."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from cohorts.actions import create_cohort, create_program, move_cohort, reschedule_cohort
from cohorts.enums import CohortState
from cohorts.models import Cohort, Program
from common.dates import fiscal_year
from hiroba.demo.content import read

SCALE = ["弱い", "やや弱い", "ふつう", "良い", "とても良い"]
SCALE_EN = ["Weak", "Rather weak", "Fair", "Good", "Very good"]
CLOSING_TIME = time(17, 0)
OPENING_TIME = time(9, 0)


@dataclass(frozen=True)
class Terms:
    """Both terms."""

    first: Cohort
    second: Cohort


def make_terms(*, staff: User, now: datetime) -> Terms:
    """Create programme and terms. The first term's deadline lies ahead until `close_first_term`."""
    content = read("programme")
    row = content["program"]
    fields = ("name", "municipality_code", "summary", "owner_name", "operator_name")
    program = create_program(
        key=row["key"], by=staff, now=now, area="郡山市", translations=english(row, "name", "summary"),
        **{name: row[name] for name in fields},
    )  # fmt: skip
    _make_programmes_elsewhere(staff=staff, now=now)
    first, second = content["cohorts"]
    return Terms(_first(program, first, staff, now), _second(program, second, staff, now))


def _make_programmes_elsewhere(*, staff: User, now: datetime) -> None:
    """The programmes of other cities, on record and without a term here."""
    for row in read("elsewhere")["programmes"]:
        words = {"en": {"name": row["en"]["title"], "summary": row["en"]["lead"]}}
        create_program(
            key=row["key"], name=row["ja"]["title"], summary=row["ja"]["lead"], area=row["area"],
            municipality_code=row["municipality_code"], translations=words, by=staff, now=now,
        )  # fmt: skip


def _first(program: Program, row: dict[str, Any], staff: User, now: datetime) -> Cohort:
    milestones = [
        {
            "title": item["title"], "kind": item["kind"], "starts_at": moment(item["starts_at"]),
            "precision": item["precision"], "note": item.get("note", ""),
            "is_synthetic": item["provenance"] == "synthetic", "translations": english(item, "title"),
        }
        for item in row["milestones"]
    ]  # fmt: skip
    dates = (now - timedelta(days=1), now + timedelta(days=30))
    return _term(program, row, dates, milestones, fiscal=row["fiscal_year"], staff=staff, now=now)


def _second(program: Program, row: dict[str, Any], staff: User, now: datetime) -> Cohort:
    days = row["relative_days"]
    dates = (on_day(now, days["open"], OPENING_TIME), on_day(now, days["deadline"], CLOSING_TIME))
    milestones = [
        {
            "title": item["title"], "kind": item["kind"], "is_synthetic": True, "translations": english(item, "title"),
            "starts_at": on_day(now, item["day"], CLOSING_TIME if item["kind"] == "deadline" else OPENING_TIME),
            "ends_at": on_day(now, item["until"], CLOSING_TIME) if "until" in item else None,
        }
        for item in row["milestones"]
    ]  # fmt: skip
    return _term(program, row, dates, milestones, fiscal=fiscal_year(now), staff=staff, now=now)


def _term(
    program: Program,
    row: dict[str, Any],
    dates: tuple[datetime, datetime],
    milestones: list[dict[str, Any]],
    *,
    fiscal: int,
    staff: User,
    now: datetime,
) -> Cohort:
    content = read("programme")
    cohort = create_cohort(
        program=program, key=row["key"], dates=dates, by=staff, now=now,
        tracks=[_track(item) for item in content["tracks"]],
        criteria=[
            {"name": item["name"], "weight": item["weight"], "translations": english(item, "name")}
            for item in content["rubric"]["criteria"]
        ],
        milestones=milestones, scale=SCALE, scale_en=SCALE_EN, number=row["number"], name=row["name"],
        prefix=row["prefix"], fiscal_year=fiscal, capacity=row["capacity"], translations=english(row, "name"),
        is_synthetic=row.get("provenance") == "synthetic",
    )  # fmt: skip
    return move_cohort(cohort=cohort, to=CohortState.OPEN, by=staff, now=now)


def _track(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": row["key"], "name": row["name"], "lead": row["lead"], "for_you": row["for_you"],
        "drawing": row["drawing"], "expected": row["expected"],
        "translations": english(row, "name", "lead", "for_you"),
    }  # fmt: skip


def close_first_term(*, cohort: Cohort, staff: User, now: datetime) -> Cohort:
    """Set the first term's dates to those of 2021, in one recorded action."""
    dates = (date_of_first_term("opens_at"), date_of_first_term("closes_at"))
    return reschedule_cohort(cohort=cohort, dates=dates, by=staff, now=now)


def date_of_first_term(name: str) -> datetime:
    """One of the instants of 2021: opens_at, closes_at, announced_at, finished_at."""
    return moment(read("programme")["cohorts"][0]["dates"][name])


def finish_first_term(*, cohort: Cohort, staff: User, now: datetime) -> Cohort:
    """The announced term ran and is over."""
    cohort = move_cohort(cohort=cohort, to=CohortState.RUNNING, by=staff, now=now)
    return move_cohort(cohort=cohort, to=CohortState.FINISHED, by=staff, now=now)


def english(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """`{"en": {...}}` from the `_en` keys of a row."""
    return {"en": {name: row[f"{name}_en"] for name in names if f"{name}_en" in row}}


def moment(text: str) -> datetime:
    """Japanese time from "2021-08-20T17:00", "2022-02-09" or "2021-08" (the first of the month)."""
    day, _separator, clock = text.partition("T")
    full = f"{day}-01" if day.count("-") == 1 else day
    parsed = parse_datetime(f"{full}T{clock or '09:00'}")
    if parsed is None:
        raise ValueError(f"not a date: {text}")
    return timezone.make_aware(parsed)


def on_day(now: datetime, days: int, clock: time) -> datetime:
    """A clock time in Japan, so many days from today."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=days), clock))
