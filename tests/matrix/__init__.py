"""The rights matrix: see README.md."""

from dataclasses import dataclass

PERSONAS = ("anonymous", "visitor", "owner", "right", "declined", "juror", "mentor", "organiser", "staff", "contractor")

APPS = (
    "common",
    "accounts",
    "realtime",
    "activity",
    "communities",
    "cohorts",
    "mentoring",
    "home",
    "livedemo",
    "setup",
)
MISSING = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Row:
    """What each persona gets from one route in one situation; personas are separated by spaces."""

    url: str
    situation: str
    method: str = "GET"
    allow: str = ""
    denied: str = ""
    absent: str = ""
    login: str = ""
