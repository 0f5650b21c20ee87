"""Personas, jurors, entrants and what they may do. Everybody is a role; nobody is a person."""

from datetime import datetime
from typing import Any

from accounts.actions import ensure_persona, grant_role
from accounts.enums import RoleKind
from accounts.models import User
from hiroba.demo.content import read
from home.actions import let_edit

People = dict[str, User]
ROLES = {
    "staff": RoleKind.STAFF,
    "contractor": RoleKind.CONTRACTOR,
    "juror": RoleKind.JUROR,
    "mentor": RoleKind.MENTOR,
    "exec": RoleKind.MENTOR,
    "organiser": RoleKind.ORGANISER,
}
# One writes public pages, the other checks and publishes them.
PUBLISHES = {"contractor": False, "staff": True}


def make_people(now: datetime) -> People:
    """Everybody by login: the personas of /demo/, further jurors and mentors, and an entrant for each company."""
    content = read("people")
    people = {row["login"]: _persona(row, now) for row in content["personas"]}
    for number, role in enumerate(content["jurors"], start=2):
        people[f"juror-{number}"] = _role_user(f"juror-{number}", role, RoleKind.JUROR, now)
    for row in content["mentors"]:
        if row["login"] not in people:
            people[row["login"]] = _role_user(row["login"], row["role"], RoleKind.MENTOR, now)
    for row in read("entries")["entries"]:
        login = entrant_login(row)
        if login not in people:
            people[login] = _user(login, row["org"], now)
    return people


def entrant_login(row: dict[str, Any]) -> str:
    """Who hands in an entry: the first and the last are personas."""
    return {1: "owner", 13: "declined"}.get(row["seq"], f"entrant-{row['seq']}")


def every_login() -> set[str]:
    """The logins of everybody that `make_people` makes."""
    content = read("people")
    jurors = {f"juror-{number}" for number in range(2, len(content["jurors"]) + 2)}
    named = {row["login"] for row in (*content["personas"], *content["mentors"])}
    return named | jurors | {entrant_login(row) for row in read("entries")["entries"]}


def _persona(row: dict[str, Any], now: datetime) -> User:
    login = row["login"]
    fields = {"avatar": row["avatar"], "is_staff": login == "staff"}
    user = ensure_persona(persona=login, email=email_of(login), display_name=row["label"], now=now, **fields)
    if login in ROLES:
        grant_role(user=user, kind=ROLES[login], by=None, now=now)
    if login in PUBLISHES:
        let_edit(person=user, publishes=PUBLISHES[login])
    return user


def _role_user(login: str, name: str, kind: RoleKind, now: datetime) -> User:
    user = _user(login, name, now)
    grant_role(user=user, kind=kind, by=None, now=now)
    return user


def _user(login: str, name: str, now: datetime) -> User:
    """Somebody who takes part but cannot be entered from /demo/."""
    return ensure_persona(persona="", email=email_of(login), display_name=name, now=now)


def email_of(login: str) -> str:
    """Demo addresses lie in a domain that is reserved for examples."""
    return f"{login}@{read('people')['domain']}"
