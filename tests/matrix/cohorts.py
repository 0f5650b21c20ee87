"""An entry is its team's; the office works on what was handed in; jurors see entries in review, without names.

In the situations the entrant is the owner and the second person the right hand; the declined persona has an entry of
their own in another term. `SITUATIONS` builds each of them and returns the URL's arguments.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cohorts.actions import announce_cohort, declare_conflict, join_entry, return_entry, withdraw_entry
from cohorts.enums import CohortState, EntryState, Outcome
from cohorts.models import Cohort, Entry
from tests.factories.cohorts import close_call, decide, make_cohort, make_diagnosis, make_draft, make_entry
from tests.matrix import MISSING, Row

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
TEAM = "owner right"
OUTSIDE = "visitor declined juror mentor organiser"
NOT_TEAM = f"{OUTSIDE} staff contractor"
OFFICE = "staff contractor"
NOT_OFFICE = f"owner right {OUTSIDE}"
NOT_JUROR = "visitor owner right declined mentor organiser staff contractor"
TEAM_ONLY = {"allow": TEAM, "absent": NOT_TEAM, "login": "anonymous"}
OFFICE_ONLY = {"allow": OFFICE, "absent": NOT_OFFICE, "login": "anonymous"}
STAFF_ONLY = {"allow": "staff", "denied": "contractor", "absent": NOT_OFFICE, "login": "anonymous"}
JUROR_ONLY = {"allow": "juror", "denied": NOT_JUROR, "login": "anonymous"}

ROWS = [
    # The self-diagnosis asks for no login; a result belongs to whoever holds its link.
    Row("cohorts:diagnosis", "nothing", allow=EVERYBODY),
    Row("cohorts:diagnosis", "nothing", "POST", allow=EVERYBODY),
    Row("cohorts:diagnosis_result", "a_result", allow=EVERYBODY),
    Row("cohorts:diagnosis_result", "made_up_link", absent=EVERYBODY),
    Row("cohorts:diagnosis_result", "id_without_signature", absent=EVERYBODY),
    Row("cohorts:diagnosis_csv", "a_result", allow=EVERYBODY),
    Row("cohorts:diagnosis_csv", "made_up_link", absent=EVERYBODY),
    Row("cohorts:diagnosis_delete", "a_result", allow=EVERYBODY),
    Row("cohorts:diagnosis_delete", "a_result", "POST", allow=EVERYBODY),
    Row("cohorts:diagnosis_delete", "id_without_signature", "POST", absent=EVERYBODY),
    Row("cohorts:entry_start", "open_term", allow=EVERYBODY),
    Row("cohorts:entry_start", "open_term", "POST", allow=EVERYBODY),
    Row("cohorts:entry_start", "no_such_thing", absent=EVERYBODY),
    Row("cohorts:entry_code", "open_term", allow=EVERYBODY),
    Row("cohorts:entry_code", "open_term", "POST", allow=EVERYBODY),
    Row("cohorts:entry_status", "own_draft", **TEAM_ONLY),
    # Typing an address opens nothing to its owner, and takes nothing from a juror or the office.
    Row("cohorts:entry_status", "unanswered", allow="owner", absent=f"right {NOT_TEAM}", login="anonymous"),
    Row("cohorts:entry_join", "unanswered", allow="owner right", absent=NOT_TEAM, login="anonymous"),
    Row("cohorts:entry_join", "unanswered", "POST", allow="owner right", absent=NOT_TEAM, login="anonymous"),
    Row("cohorts:entry_join", "own_entry", **TEAM_ONLY),
    Row(
        "cohorts:entry_join", "juror_named", "POST",
        allow="owner", denied="juror", absent="visitor right declined mentor organiser staff contractor",
        login="anonymous",
    ),
    Row("cohorts:review_entry", "juror_named", **JUROR_ONLY),
    Row("cohorts:entry_status", "own_entry", **TEAM_ONLY),
    Row("cohorts:entry_receipt", "own_entry", **TEAM_ONLY),
    Row("cohorts:entry_content", "own_entry", **TEAM_ONLY),
    # On paper it is what the office reads on the page, and no juror ever gets it, in review or after the result.
    Row("cohorts:entry_copy", "own_entry", allow=f"{TEAM} {OFFICE}", absent=OUTSIDE, login="anonymous"),
    Row("cohorts:entry_copy", "entry_in_review", allow=f"{TEAM} {OFFICE}", absent=OUTSIDE, login="anonymous"),
    Row("cohorts:entry_copy", "declared_entry", allow=f"{TEAM} {OFFICE}", absent=OUTSIDE, login="anonymous"),
    Row("cohorts:entry_copy", "own_draft", absent=f"{TEAM} {NOT_TEAM}", login="anonymous"),
    Row("cohorts:entry_preview", "own_draft", **TEAM_ONLY),
    Row("cohorts:entry_preview", "declared_entry", **TEAM_ONLY),
    Row("cohorts:entry_withdraw", "own_entry", **TEAM_ONLY),
    Row("cohorts:entry_withdraw", "own_entry", "POST", **TEAM_ONLY),
    Row("cohorts:entry_restore", "withdrawn_entry", "POST", **TEAM_ONLY),
    Row("cohorts:entry_autosave", "own_draft", "POST", **TEAM_ONLY),
    Row("cohorts:entry_resume", "own_draft", **TEAM_ONLY),
    Row("cohorts:entry_review", "own_draft", **TEAM_ONLY),
    Row("cohorts:entry_submit", "own_draft", "POST", **TEAM_ONLY),
    # Without something sent back the page leads to the status; what is sent there then is refused, not swallowed.
    Row("cohorts:entry_correct", "returned_entry", **TEAM_ONLY),
    Row("cohorts:entry_correct", "returned_entry", "POST", **TEAM_ONLY),
    Row("cohorts:entry_step", "own_step", **TEAM_ONLY),
    Row("cohorts:entry_step", "own_step", "POST", **TEAM_ONLY),
    # Before the result there is no such page; after a refusal it is the refused team's alone.
    Row("cohorts:entry_next", "own_entry", absent=f"{TEAM} {NOT_TEAM}", login="anonymous"),
    Row(
        "cohorts:entry_next", "declined_entry",
        allow="declined", absent="visitor owner right juror mentor organiser staff contractor", login="anonymous",
    ),
    Row("cohorts:review_list", "nothing", **JUROR_ONLY),
    Row("cohorts:review_entry", "entry_in_review", **JUROR_ONLY),
    Row("cohorts:review_entry", "declared_entry", "POST", **JUROR_ONLY),
    Row("cohorts:review_entry", "own_entry", absent="juror", denied=NOT_JUROR, login="anonymous"),
    Row("cohorts:review_declare", "entry_in_review", "POST", **JUROR_ONLY),
    Row("cohorts:review_autosave", "declared_entry", "POST", **JUROR_ONLY),
    Row("cohorts:review_autosave", "own_entry", "POST", absent="juror", denied=NOT_JUROR, login="anonymous"),
    Row("cohorts:staff_board", "open_term", **OFFICE_ONLY),
    Row("cohorts:staff_move", "open_term", "POST", **STAFF_ONLY),
    Row("cohorts:staff_ranking", "open_term", **STAFF_ONLY),
    Row("cohorts:announce", "open_term", **STAFF_ONLY),
    Row("cohorts:announce", "open_term", "POST", **STAFF_ONLY),
    Row("cohorts:staff_entry", "own_entry", **OFFICE_ONLY),
    Row("cohorts:staff_entry", "own_draft", absent=f"{OFFICE} {NOT_OFFICE}", login="anonymous"),
    Row("cohorts:staff_check", "own_entry", "POST", **OFFICE_ONLY),
    Row("cohorts:staff_return", "own_entry", **OFFICE_ONLY),
    Row("cohorts:staff_return", "own_entry", "POST", **OFFICE_ONLY),
    Row("cohorts:staff_decide", "entry_in_review", "POST", **STAFF_ONLY),
    Row("cohorts:staff_adopt", "declined_entry", "POST", **STAFF_ONLY),
    Row("cohorts:funnel_csv", "announced_term", allow=EVERYBODY),
    Row("cohorts:funnel_csv", "open_term", absent=EVERYBODY),
]  # fmt: skip

Personas = Mapping[str, User]
Arguments = dict[str, Any]


def about(thing: Any) -> Arguments:
    return {"public_id": thing.public_id}


def term(key: str = "mx1", **data: Any) -> Cohort:
    return make_cohort(key=key, closes_in=timedelta(days=3), **data)


def draft(people: Personas) -> Entry:
    return joined(unanswered(people), people)


def unanswered(people: Personas, second: str = "right") -> Entry:
    return make_draft(term(), people["owner"], second_same=False, second_email=people[second].email)


def joined(entry: Entry, people: Personas) -> Entry:
    return join_entry(entry=entry, by=people["right"], now=timezone.now())


def juror_named(people: Personas) -> Arguments:
    found = make_entry(
        term(), people["owner"], EntryState.REVIEWING, second_same=False, second_email=people["juror"].email
    )
    return about(found)


def entry(people: Personas, state: str = EntryState.RECEIVED) -> Entry:
    second = people["right"].email
    return joined(make_entry(term(), people["owner"], state=state, second_same=False, second_email=second), people)


def declared_entry(people: Personas) -> Arguments:
    found = entry(people, EntryState.REVIEWING)
    declare_conflict(entry=found, has_conflict=False, by=people["juror"], now=timezone.now())
    return about(found)


def declined_entry(people: Personas) -> Arguments:
    found = make_entry(term("mx2"), people["declined"], state=EntryState.REVIEWING)
    decide(found, people["staff"], Outcome.DECLINED)
    announce_cohort(cohort=close_call(found.cohort), by=people["staff"], now=timezone.now())
    return about(found)


def returned_entry(people: Personas) -> Arguments:
    found = entry(people)
    due_at = timezone.now() + timedelta(days=7)
    said = {"phone": "番号が足りません。"}
    return_entry(entry=found, sentences=said, due_at=due_at, by=people["staff"], now=timezone.now())
    return about(found)


def withdrawn_entry(people: Personas) -> Arguments:
    return about(withdraw_entry(entry=entry(people), by=people["owner"], now=timezone.now()))


SITUATIONS: dict[str, Callable[[Personas], Arguments]] = {
    "open_term": lambda people: about(term()),
    "announced_term": lambda people: about(term(state=CohortState.ANNOUNCED)),
    "no_such_thing": lambda people: {"public_id": MISSING},
    "a_result": lambda people: {"token": make_diagnosis().token},
    "made_up_link": lambda people: {"token": f"{MISSING}.x"},
    "id_without_signature": lambda people: {"token": make_diagnosis().public_id.hex},
    "own_draft": lambda people: about(draft(people)),
    "unanswered": lambda people: about(unanswered(people)),
    "juror_named": juror_named,
    "returned_entry": returned_entry,
    "withdrawn_entry": withdrawn_entry,
    "own_step": lambda people: {**about(draft(people)), "step": "plan"},
    "own_entry": lambda people: about(entry(people)),
    "entry_in_review": lambda people: about(entry(people, EntryState.REVIEWING)),
    "declared_entry": declared_entry,
    "declined_entry": declined_entry,
}

FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "cohorts:entry_step": lambda _persona: {"rev": "0", "title": "空いた荷台の見える化", "button": "later"},
    "cohorts:entry_correct": lambda _persona: {"rev": "99", "phone": "024-111-2222"},
    "cohorts:staff_return": lambda _persona: {
        "phone": "番号が足りません。",
        "due_on_year": "2099",
        "due_on_month": "1",
        "due_on_day": "8",
    },
    "cohorts:review_declare": lambda _persona: {"conflict": "no"},
    "cohorts:staff_move": lambda _persona: {"to": "reviewing"},
    "cohorts:staff_decide": lambda _persona: {"outcome": "adopted", "reason": "merit"},
}
