"""Mentors are public; sessions belong to those who meet, sketches to the entry's people, the mentors and the office.

In the situations owner and right hand belong to one adopted entry, the mentor keeps hours. `SITUATIONS` builds each of
them: it is given the personas and returns the URL's arguments. `FIELDS` is what a POST sends (a callable, because each
persona needs a fresh file and key).
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.enums import MemberRole
from accounts.models import OrganisationMember, User
from cohorts.models import Entry
from mentoring.actions import add_action, add_room, add_slot, add_version, book_slot, write_note
from mentoring.models import ActionItem, Mentor, Room, Session, Sketch, Slot
from tests.factories.common import picture
from tests.factories.mentoring import LINK, adopted_entry, company_of, make_mentor, make_pin, make_sketch
from tests.matrix import Row

WATCHING = "owner right mentor staff contractor"
OTHERS = "visitor declined juror organiser"
DRAWING = "owner right staff"
NOT_MENTOR = f"owner right staff contractor {OTHERS}"
NOT_STAFF = f"owner right mentor contractor {OTHERS}"
NOT_ENTRANT = f"mentor staff contractor {OTHERS}"

ROWS = [
    Row("mentoring:mentors", "nothing", allow=f"anonymous {WATCHING} {OTHERS}"),
    Row(
        "mentoring:load_csv", "kept_hours",
        allow="staff contractor", denied=f"owner right mentor {OTHERS}", login="anonymous",
    ),
    Row("mentoring:agenda", "kept_hours", allow="mentor", denied=NOT_MENTOR, login="anonymous"),
    Row("mentoring:agenda", "kept_hours", "POST", allow="mentor", denied=NOT_MENTOR, login="anonymous"),
    Row("mentoring:week", "kept_hours", allow="mentor", denied=NOT_MENTOR, login="anonymous"),
    Row("mentoring:week", "kept_hours", "POST", allow="mentor", denied=NOT_MENTOR, login="anonymous"),
    Row("mentoring:rooms", "nothing", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("mentoring:rooms", "nothing", "POST", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("mentoring:room_state", "known_room", "POST", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("mentoring:book", "free_slot", allow="owner right", denied=NOT_ENTRANT, login="anonymous"),
    Row("mentoring:book", "free_slot", "POST", allow="owner right", denied=NOT_ENTRANT, login="anonymous"),
    Row(
        "mentoring:slot_withdraw", "free_slot", "POST",
        allow="mentor staff", absent=f"owner right contractor {OTHERS}", login="anonymous",
    ),
    Row("mentoring:session", "booked_session", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:session_calendar", "booked_session", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row(
        "mentoring:session_cancel", "booked_session", "POST",
        allow="owner right mentor staff", denied="contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:note", "begun_session", "POST",
        allow="owner right mentor", denied="staff contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:note_confirm", "written_note", "POST",
        allow="owner right mentor", denied="staff contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:goals", "booked_session", "POST",
        allow="owner right mentor", denied="staff contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:action_add", "booked_session", "POST",
        allow="owner right mentor staff", denied="contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:action_move", "own_action", "POST",
        allow="owner right mentor staff", denied="contractor", absent=OTHERS, login="anonymous",
    ),
    Row("mentoring:take_up", "offering_pin", "POST", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:sketches", "nothing", allow=f"{WATCHING} {OTHERS}", login="anonymous"),
    Row(
        "mentoring:sketch_add", "adopted_entry",
        allow=DRAWING, absent=f"mentor contractor {OTHERS}", login="anonymous",
    ),
    Row(
        "mentoring:sketch_add", "adopted_entry", "POST",
        allow=DRAWING, absent=f"mentor contractor {OTHERS}", login="anonymous",
    ),
    Row("mentoring:sketch", "own_sketch", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:fragment", "own_sketch", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:annotations", "own_sketch", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row(
        "mentoring:upload", "own_sketch",
        allow=DRAWING, denied="mentor contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:upload", "own_sketch", "POST",
        allow=DRAWING, denied="mentor contractor", absent=OTHERS, login="anonymous",
    ),
    Row("mentoring:pin", "own_sketch", "POST", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:reply", "own_pin", "POST", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row("mentoring:resolve", "own_pin", "POST", allow=WATCHING, absent=OTHERS, login="anonymous"),
    Row(
        "mentoring:shift", "carried_pin", "POST",
        allow="owner right", denied="mentor staff contractor", absent=OTHERS, login="anonymous",
    ),
    Row(
        "mentoring:shift", "mentors_carried_pin", "POST",
        allow="owner right mentor", denied="staff contractor", absent=OTHERS, login="anonymous",
    ),
]  # fmt: skip

Personas = Mapping[str, User]
Arguments = dict[str, Any]


def owners_entry(people: Personas) -> Entry:
    """The adopted entry of owner and right hand."""
    known = Entry.objects.adopted().filter(applicant=people["owner"]).select_related("organisation").first()
    entry = known or adopted_entry(applicant=people["owner"])
    OrganisationMember.objects.get_or_create(
        organisation=company_of(people["owner"]), user=people["right"], defaults={"role": MemberRole.RIGHT_HAND}
    )
    return entry


def kept_hours(people: Personas) -> Mentor:
    known = Mentor.objects.filter(user=people["mentor"]).first()
    return known or make_mentor(people["mentor"])


def known_room(people: Personas) -> Room:
    return add_room(venue="産業プラザ", name="会議室A", by=people["staff"], now=timezone.now())


def free_slot(people: Personas) -> Slot:
    owners_entry(people)
    mentor = kept_hours(people)
    starts = (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    return add_slot(
        mentor=mentor, starts_at=starts, ends_at=starts + timedelta(hours=1), link=LINK, by=mentor.user,
        now=timezone.now(),
    )  # fmt: skip


def booked_session(people: Personas) -> Session:
    return book_slot(slot=free_slot(people), entry=owners_entry(people), by=people["owner"], now=timezone.now())


def begun_session(people: Personas) -> Session:
    session = booked_session(people)
    now = timezone.now()
    Slot.objects.filter(pk=session.slot_id).update(starts_at=now - timedelta(minutes=9), ends_at=now)
    return session


def written_note(people: Personas) -> Session:
    session = begun_session(people)
    write_note(
        session=session, decided="一期生に聞く", next_step="", next_time="", rev=0, by=people["owner"],
        now=timezone.now(),
    )  # fmt: skip
    return session


def own_action(people: Personas) -> ActionItem:
    due_on = timezone.localdate() + timedelta(days=9)
    return add_action(
        session=booked_session(people), what="配車表を送る", owner=people["owner"], due_on=due_on, client_id=uuid4(),
        by=people["owner"], now=timezone.now(),
    )  # fmt: skip


def offering_pin(people: Personas) -> Arguments:
    sketch = own_sketch(people)
    return {"public_id": sketch.public_id, "pin_id": make_pin(sketch, sticker="wecan").public_id}


def own_sketch(people: Personas) -> Sketch:
    return make_sketch(owners_entry(people))


def own_pin(people: Personas) -> Arguments:
    sketch = own_sketch(people)
    return {"public_id": sketch.public_id, "pin_id": make_pin(sketch).public_id}


def carried_pin(people: Personas, by: str = "owner") -> Arguments:
    sketch = own_sketch(people)
    pin = make_pin(sketch, people[by])
    add_version(sketch=sketch, upload=picture(), caption="つぎの絵", by=people["owner"], now=timezone.now())
    return {"public_id": sketch.public_id, "pin_id": pin.public_id}


def no_arguments(_thing: Any) -> Arguments:
    return {}


def about(thing: Any) -> Arguments:
    return {"public_id": thing.public_id}


SITUATIONS: dict[str, Callable[[Personas], Arguments]] = {
    "kept_hours": lambda people: no_arguments(kept_hours(people)),
    "known_room": lambda people: about(known_room(people)),
    "free_slot": lambda people: about(free_slot(people)),
    "booked_session": lambda people: about(booked_session(people)),
    "begun_session": lambda people: about(begun_session(people)),
    "written_note": lambda people: about(written_note(people)),
    "own_action": lambda people: about(own_action(people)),
    "offering_pin": offering_pin,
    "adopted_entry": lambda people: about(owners_entry(people)),
    "own_sketch": lambda people: about(own_sketch(people)),
    "own_pin": own_pin,
    "carried_pin": carried_pin,
    "mentors_carried_pin": lambda people: carried_pin(people, "mentor"),
}


def hour_to_offer(_persona: str) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=9)
    parts = {"day_year": day.year, "day_month": day.month, "day_day": day.day}
    return {**parts, "starts": "10:00", "minutes": "60", "mode": "online", "link": LINK}


def week_to_set() -> dict[str, Any]:
    modes = {f"mode_{day}": "online" for day in range(7)}
    return {**modes, "rev": 0, "cells": ["0-10"], "minutes": "60", "link": LINK}


def action_to_add(_persona: str) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=9)
    entry = Entry.objects.adopted().select_related("applicant").order_by("-id").first()
    owner = entry.applicant.public_id if entry else uuid4()
    parts = {"due_on_year": day.year, "due_on_month": day.month, "due_on_day": day.day}
    return {**parts, "what": "配車表を送る", "owner": owner}


def drawing(_persona: str) -> dict[str, Any]:
    return {"title": "荷台の見える化", "file": picture(), "caption": "荷台が半分空いている", "client_id": uuid4()}


FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "mentoring:agenda": hour_to_offer,
    "mentoring:rooms": lambda _persona: {"venue": "産業プラザ", "name": "会議室B"},
    "mentoring:room_state": lambda _persona: {"to": "closed"},
    "mentoring:week": lambda _persona: week_to_set(),
    "mentoring:book": lambda persona: {"entry": own_entry_of(persona)},
    "mentoring:note": lambda _persona: {"decided": "一期生に聞く", "rev": 0},
    "mentoring:note_confirm": lambda _persona: {"rev": 1},
    "mentoring:goals": lambda _persona: {"first": "空きを地図に出す", "rev": 0},
    "mentoring:action_add": action_to_add,
    "mentoring:action_move": lambda _persona: {"done": "1"},
    "mentoring:sketch_add": drawing,
    "mentoring:upload": drawing,
    "mentoring:pin": lambda _persona: {"version": 1, "page": 1, "x": 50, "y": 40, "body": "だれが見積をまとめますか。"},
    "mentoring:reply": lambda _persona: {"body": "わたしが受けます。"},
    "mentoring:resolve": lambda _persona: {"to": "resolved"},
    "mentoring:shift": lambda _persona: {"version": 2, "page": 1, "rev": 0, "x": 20, "y": 30},
}


def own_entry_of(_persona: str) -> Any:
    """The one adopted entry of the situation."""
    entry = Entry.objects.adopted().order_by("-id").first()
    return entry.public_id if entry else uuid4()
