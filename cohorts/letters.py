"""Mails about entries: who gets them and what they are told."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.enums import MemberRole
from accounts.models import User
from activity.actions import notify
from cohorts.models import Decision, Entry
from cohorts.permissions import belongs_to


def send_letter(*, entry: Entry, event: str, now: datetime, key: str = "", **more: Any) -> None:
    """Tell the applicant and the second person who joined about their entry, in inbox and mail, once per `key`.

    The texts are templates/cohorts/mail/<event>/; they name the receipt number, never scores or other entrants.
    `more` is what one kind of letter tells besides.
    """
    decision = Decision.objects.filter(entry=entry).first()
    context = {"entry": entry, "cohort": entry.cohort, "decision": decision, "now": now, **more}
    about = entry.public_id
    url = reverse("cohorts:entry_status", args=[about])
    for person in _recipients(entry):
        notify(to=person, kind=f"cohorts/{event}", event=key or str(about), context=context, about=about, url=url)


def _recipients(entry: Entry) -> list[User]:
    """The two, as long as they belong to the entry; when both were taken out of its organisation, its owners."""
    two = [person for person in (entry.applicant, entry.second_person) if person is not None]
    people = [person for person in two if belongs_to.test(person, entry)]
    if people or entry.organisation is None:
        return people
    owners = entry.organisation.memberships.filter(role=MemberRole.OWNER).select_related("user")
    return [member.user for member in owners]
