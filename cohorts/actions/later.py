"""Going on later: a mail that leads back to the draft."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.way_back import way_back_url
from activity.actions import notify
from cohorts.models import Entry
from common.dates import jst


@transaction.atomic
def mail_way_back(*, entry: Entry, by: User, now: datetime) -> None:
    """Send the link back to whoever stops for now, once a day and entry; only while it is a draft."""
    if not entry.is_draft:
        return
    path = reverse("cohorts:entry_resume", args=[entry.public_id])
    notify(
        to=by,
        kind="cohorts/later",
        event=f"{entry.public_id}/{jst(now):%Y-%m-%d}",
        context={"cohort": entry.cohort, "person": by, "way_back": way_back_url(email=by.email, path=path)},
        about=entry.public_id,
        url=path,
    )
