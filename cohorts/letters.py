"""Mails about entries: who gets them and what they are told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from activity.actions import notify
from cohorts.models import Decision, Entry
from cohorts.queries import team_of


def send_letter(
    *, entry: Entry, event: str, now: datetime, key: str = "", to: Iterable[User] | None = None, **more: Any
) -> None:
    """Tell those an entry belongs to (`queries.teams_of`), in inbox and mail, once per `key`.

    The texts are templates/cohorts/mail/<event>/; they name the receipt number, never scores or other entrants.
    `more` is what one kind of letter tells besides. Who writes many at once has read the teams (`to`) and the
    decisions (`more["decision"]`) for all of them.
    """
    if "decision" not in more:
        more["decision"] = Decision.objects.filter(entry=entry).first()
    context = {"entry": entry, "cohort": entry.cohort, "now": now, **more}
    about = entry.public_id
    url = reverse("cohorts:entry_status", args=[about])
    for person in team_of(entry) if to is None else to:
        notify(to=person, kind=f"cohorts/{event}", event=key or str(about), context=context, about=about, url=url)
