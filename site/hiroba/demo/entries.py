"""The thirteen entries of the first term, from the draft to the announcement, through the actions of the pages."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from cohorts.actions import (
    announce_cohort,
    check_entry,
    decide_entry,
    declare_conflict,
    join_entry,
    move_entry,
    score_entry,
    start_entry,
    submit_entry,
)
from cohorts.enums import EntryState, Outcome, Reason
from cohorts.models import Cohort, Entry
from cohorts.queries import ranking_table
from hiroba.demo.content import read
from hiroba.demo.people import People, email_of, entrant_login
from hiroba.demo.programme import date_of_first_term

Entries = dict[int, Entry]
BANDS = {"5人以下": "5", "20人以下": "20", "50人以下": "50", "100人以下": "100"}
REVIEWERS = ("juror", "juror-2", "juror-3", "juror-4", "juror-5", "juror-6")
CONFLICT = "-"


def hand_in(*, cohort: Cohort, people: People) -> Entries:
    """Thirteen drafts, submitted day by day before the deadline of 2021; answers them by their number in the file."""
    closes_at = date_of_first_term("closes_at")
    rows = read("entries")["entries"]
    days = {row["seq"]: closes_at - timedelta(days=len(rows) - place) for place, row in enumerate(rows)}
    return {row["seq"]: _hand_in(row, cohort, people, days[row["seq"]]) for row in rows}


def _hand_in(row: dict[str, Any], cohort: Cohort, people: People, now: datetime) -> Entry:
    """The right hand says yes before the entry is handed in."""
    applicant = people[entrant_login(row)]
    entry = start_entry(cohort=cohort, applicant=applicant, by=applicant, now=now, answers=answers_of(row))
    if entry.second_email:
        entry = join_entry(entry=entry, by=people["right"], now=now)
    return submit_entry(entry=entry, by=applicant, now=now)


def try_again(*, cohort: Cohort, people: People, now: datetime) -> Entry:
    """The company that was declined has begun an entry for the next term, and stopped before its plan."""
    row = next(row for row in read("entries")["entries"] if row["outcome"] != "adopted")
    later = ("track", "title", "trouble", "plan", "spare", "sdgs", "consent_privacy", "consent_clean")
    answers = {name: value for name, value in answers_of(row).items() if name not in later}
    applicant = people[entrant_login(row)]
    return start_entry(cohort=cohort, applicant=applicant, by=applicant, now=now, answers=answers)


def answers_of(row: dict[str, Any]) -> dict[str, Any]:
    """What the entrant typed, by the keys of the form."""
    shared = read("entries")
    person, place = shared["representative"], shared["address"]
    may = bool(row["publish"])
    return {
        "eligible_place": "yes", "eligible_size": "yes", "eligible_terms": "yes",
        "kind": row["kind"], "corporate_number": row["corp"], "org_name": row["org"], "org_kana": row["kana"],
        "postal_code": place["postal_code"], "address": place["prefecture"] + place["city"] + place["street"],
        "industry": row["industry"], "employees": BANDS[row["employees"]],
        "rep_family": person["family_name"], "rep_given": row["letter"], "rep_title": person["title"],
        "rep_kana": f"{person['family_kana']} {row['letter_kana']}", "phone": shared["phone"],
        "second_email": email_of("right") if row["seq"] == 1 else "", "second_same": row["seq"] != 1,
        "track": row["track"], "title": row["title"], "trouble": row["trouble"], "plan": row["vision"],
        "spare": row["free_time"], "sdgs": [str(number) for number in row["sdgs"]],
        "publish_company": may, "publish_title": may, "publish_content": may,
        "consent_privacy": True, "consent_clean": True,
    }  # fmt: skip


def select(*, cohort: Cohort, entries: Entries, people: People) -> Entries:
    """Check, score, decide and announce on the day of 2021: the places go to the best of the ranking."""
    staff, now = people["staff"], date_of_first_term("announced_at")
    for row in read("entries")["entries"]:
        entry = check_entry(entry=entries[row["seq"]], by=staff, now=now)
        for juror, digits in zip(REVIEWERS, row["scores"], strict=True):
            _review(entry, digits, people[juror], now)
    for place, ranked in enumerate(ranking_table(cohort)):
        adopted = place < cohort.capacity
        decide_entry(
            entry=ranked.entry, by=staff, now=now,
            outcome=Outcome.ADOPTED if adopted else Outcome.DECLINED,
            reason=Reason.MERIT if adopted else Reason.PLAN,
        )  # fmt: skip
    announce_cohort(cohort=cohort, by=staff, now=now)
    return {seq: Entry.objects.get(pk=entry.pk) for seq, entry in entries.items()}


def _review(entry: Entry, digits: str, juror: User, now: datetime) -> None:
    """One digit a criterion; a juror with a conflict of interest reads nothing and scores nothing."""
    declare_conflict(entry=entry, has_conflict=digits == CONFLICT, by=juror, now=now)
    if digits == CONFLICT:
        return
    criteria = entry.cohort.rubric.criteria.all()
    scores: dict[Any, int | None] = {item.public_id: int(digit) for item, digit in zip(criteria, digits, strict=True)}
    score_entry(entry=entry, scores=scores, comment="", by=juror, now=now)


def finish(*, entries: Entries, staff: User) -> Entries:
    """The adopted took part and finished."""
    finished = {}
    days = {EntryState.PARTICIPATING: "announced_at", EntryState.FINISHED: "finished_at"}
    for seq, entry in entries.items():
        done = entry
        if entry.is_adopted:
            for state, day in days.items():
                done = move_entry(entry=done, to=state, by=staff, now=date_of_first_term(day))
        finished[seq] = done
    return finished
