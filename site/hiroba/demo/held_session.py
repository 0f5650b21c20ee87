"""One talk that was held, with its record, two things to do and the goals of the company; all of it made up."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from cohorts.models import Entry
from common.dates import as_day
from hiroba.demo.mentoring import MEETING
from hiroba.demo.people import People
from hiroba.demo.programme import on_day
from mentoring.actions import (
    add_action,
    add_slot,
    book_slot,
    confirm_note,
    move_action,
    set_goals,
    write_note,
)
from mentoring.enums import ActionState, Side
from mentoring.models import Mentor, Session

DAYS_AGO, LATER = -7, timedelta(days=7)
GOALS = {"first": "受付係を置く", "second": "仲間の三社と見積をそろえる", "third": "断る仕事を月に五件へらす"}
DECIDED = "受付係は推進役が受ける。\n見積の形は三社でそろえる。"


def make_first_talk(*, entry: Entry, people: People, now: datetime) -> None:
    """The special supporter and the first company met a week ago; both have confirmed what was said."""
    mentor = Mentor.objects.select_related("user").get(user=people["mentor"])
    starts = on_day(now, DAYS_AGO, time(10, 30))
    before, after = starts - timedelta(days=1), starts + timedelta(hours=1)
    slot = add_slot(
        mentor=mentor,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
        link=MEETING,
        by=mentor.user,
        now=before,
    )
    session = book_slot(slot=slot, entry=entry, by=people["owner"], now=before)
    set_goals(entry=entry, rev=0, by=people["owner"], now=before, **GOALS)
    note = write_note(
        session=session, decided=DECIDED, next_step="三社に見積の形を送る", next_time="来月のはじめ", rev=0,
        by=mentor.user, now=after,
    )  # fmt: skip
    confirm_note(note=note, side=Side.MENTOR, rev=note.rev, by=mentor.user, now=after)
    confirm_note(note=note, side=Side.TEAM, rev=note.rev, by=people["owner"], now=after)
    _make_actions(session, people, after, now)


def _make_actions(session: Session, people: People, then: datetime, now: datetime) -> None:
    """One is done, the other waits for a week from today."""
    done = add_action(
        session=session, what="配車表を写真で送る", owner=people["right"], due_on=as_day(now),
        client_id=uuid5(NAMESPACE_URL, "hiroba-demo/action/1"), by=people["mentor"], now=then,
    )  # fmt: skip
    move_action(item=done, to=ActionState.DONE, by=people["right"], now=now)
    add_action(
        session=session, what="三社に見積の形を聞く", owner=people["owner"], due_on=as_day(now + LATER),
        client_id=uuid5(NAMESPACE_URL, "hiroba-demo/action/2"), by=people["mentor"], now=then,
    )  # fmt: skip
