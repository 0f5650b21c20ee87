"""Mentors, one bookable hour, and a sketch for every entry with comments pinned to it."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from cohorts.models import Entry
from hiroba.demo.content import read
from hiroba.demo.entries import Entries
from hiroba.demo.people import People
from hiroba.demo.programme import on_day
from mentoring.actions import (
    WeekPlan,
    add_mentor,
    add_slot,
    add_version,
    create_sketch,
    pin_comment,
    reply,
    set_week,
    take_up_offer,
)
from mentoring.enums import Mode, Sticker
from mentoring.models import Mentor, Sketch, SketchPage
from mentoring.recurrence import Band

PICTURES = Path(__file__).with_name("sketches")
BEFORE = "一社では受けきれず、断っていた"
MEETING = "https://meet.example.jp/hiroba"
SLOT_DAYS = (3, 10)
SLOT_CLOCK = time(14, 0)


def make_mentors(*, people: People, now: datetime) -> None:
    """Everybody who walks along, each with a week; the special supporter offers two single hours besides."""
    staff = people["staff"]
    for position, row in enumerate(read("people")["mentors"]):
        mentor = _mentor(row, position, people[row["login"]], staff, now)
        set_week(mentor=mentor, plan=_week(position), rev=0, by=mentor.user, now=now)
        if row["login"] == "mentor":
            _offer_hours(mentor, people["mentor"], now)


def _mentor(row: dict[str, Any], position: int, user: User, staff: User, now: datetime) -> Mentor:
    english = {"en": {"profile": row["role_en"], "speciality": row["speciality_en"]}}
    return add_mentor(
        user=user, title=row["title"], profile=row["role"], area=row["area"], speciality=row["speciality"],
        is_remote=row["remote"], position=position, translations=english, by=staff, now=now,
    )  # fmt: skip


def _week(position: int) -> WeekPlan:
    """Two mornings or afternoons, others for each mentor; made up."""
    begins = time(10) if position % 2 else time(13)
    ends = time(begins.hour + 2)
    days = (position % 5, (position + 2) % 5)
    return WeekPlan(tuple(Band(day, begins, ends, Mode.ONLINE) for day in days), link=MEETING)


def _offer_hours(mentor: Mentor, user: User, now: datetime) -> None:
    for days in SLOT_DAYS:
        starts = on_day(now, days, SLOT_CLOCK)
        add_slot(
            mentor=mentor, starts_at=starts, ends_at=starts + timedelta(hours=1),
            link=MEETING, by=user, now=now,
        )  # fmt: skip


def make_sketches(*, entries: Entries, people: People, now: datetime) -> None:
    """Thirteen different drawings, drawn for everyone; the first has a version before it and a talk on it."""
    drawer = people["drawer"]
    for row in read("entries")["entries"]:
        sketch = _sketch(row, entries[row["seq"]], drawer, now)
        if row["seq"] == 1:
            _talk_on(sketch, people, now)


def _sketch(row: dict[str, Any], entry: Entry, drawer: User, now: datetime) -> Sketch:
    picture = f"{row['seq']:04}.png"
    if row["seq"] != 1:
        return create_sketch(
            entry=entry, title=row["title"], upload=picture_of(picture), caption=row["title"], by=drawer, now=now,
            client_id=_key(picture),
        )  # fmt: skip
    sketch = create_sketch(
        entry=entry, title=row["title"], upload=picture_of("before.png"), caption=BEFORE, by=drawer, now=now,
        client_id=_key("before.png"),
    )  # fmt: skip
    add_version(
        sketch=sketch, upload=picture_of(picture), caption=row["title"], by=drawer, now=now, client_id=_key(picture)
    )
    return sketch


def _talk_on(sketch: Sketch, people: People, now: datetime) -> None:
    page = SketchPage.objects.filter(version__sketch=sketch).order_by("-version__number", "number").first()
    if page is None:
        raise RuntimeError("the newest version of the first sketch has no page")
    for position, row in enumerate(read("talk")["pins"]):
        key = f"pin/{position}"
        pin = pin_comment(
            page=page, x=row["x"], y=row["y"], sticker=row["sticker"], body=row["text"], client_id=_key(key),
            by=people[row["by"]], now=now,
        )  # fmt: skip
        for number, answer in enumerate(row["replies"]):
            by = people[answer["by"]]
            reply(annotation=pin, body=answer["text"], client_id=_key(f"{key}/{number}"), by=by, now=now)
        if pin.sticker == Sticker.WECAN:
            take_up_offer(pin=pin, by=people["right"], now=now)


def picture_of(name: str) -> SimpleUploadedFile:
    """A drawing of this folder as somebody would upload it."""
    return SimpleUploadedFile(name, (PICTURES / name).read_bytes(), content_type="image/png")


def _key(name: str) -> Any:
    return uuid5(NAMESPACE_URL, f"hiroba-demo/{name}")
