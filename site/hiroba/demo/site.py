"""The public pages, and the cases that grew from the first term."""

from datetime import datetime

from accounts.models import User
from hiroba.demo.content import read
from hiroba.demo.entries import Entries
from home.actions import build_site, publish_showcase, write_showcase
from home.queries import case_of_entry


def build_pages(*, staff: User, now: datetime) -> None:
    """Every page of the content file, in Japanese and in English."""
    build_site(content={**read("site"), "elsewhere": read("elsewhere")["programmes"]}, by=staff, now=now)


def publish_cases(*, entries: Entries, staff: User, now: datetime) -> None:
    """Write and publish the cases whose entrants agreed and whose outcome is in the file."""
    for row in read("entries")["entries"]:
        page = case_of_entry(entries[row["seq"]].public_id)
        if "case" in row and page is not None:
            page = write_showcase(page=page, by=staff, now=now, **row["case"])
            publish_showcase(page=page, by=staff, now=now)
