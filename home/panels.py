"""What home shows on other apps' pages: the way from an announced entry to its case, and drafts that wait."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.rights import allowed
from activity.cards import Card, register_card
from cohorts import hooks
from cohorts.diagnosis import NextStep
from cohorts.hooks import Panel
from cohorts.models import Entry
from home.models import consent_of
from home.queries import case_of_entry, cases_waiting_for, drafts_waiting_for, frame_for, writes_pages

WAITING = 20
CHECKING = 25


def office_panel(entry: Entry, user: User) -> Panel | None:
    """Where the case of an adopted entry stands, and the one step that brings it further."""
    if not allowed(user, "home.see_showcase_draft", entry):
        return None
    agreed = consent_of(entry.public_id).any
    context = {"entry": entry, "case": case_of_entry(entry.public_id), "agreed": agreed}
    return Panel("home/_office_panel.html", context, order=20)


def cases_card(user: User, _now: datetime) -> Card | None:
    """成果を見せる: the oldest case that is drafted and not yet shown, for those who publish."""
    waiting = cases_waiting_for(user)
    if not waiting:
        return None
    text = ngettext("%(n)d case waits to be shown.", "%(n)d cases wait to be shown.", len(waiting))
    return Card(
        title=_("Show what came of it"),
        sentence=text % {"n": len(waiting)},
        state=_("Not shown yet"),
        url=reverse("home:showcase_publish", args=[waiting[0].entry_id]),
        action=_("Write and publish the case"),
        priority=WAITING,
        picture="loop-4.svg",
    )


def drafts_card(user: User, _now: datetime) -> Card | None:
    """The draft of a public page that waits longest for this person's check; otherwise the way to the pages."""
    if not writes_pages(user):
        return None
    waiting = list(drafts_waiting_for(user).select_related("workflow_state"))
    if not waiting:
        sentence = _("Write a draft; somebody else looks at it and publishes it.")
        return Card(
            title=_("Public pages"), sentence=sentence, url=reverse("wagtailadmin_home"), action=_("Edit pages")
        )
    text = ngettext("%(n)d draft waits for your check.", "%(n)d drafts wait for your check.", len(waiting))
    return Card(
        title=_("Publish a page with four eyes"),
        sentence=text % {"n": len(waiting)},
        state=_("Waiting for you"),
        url=reverse("wagtailadmin_pages:edit", args=[waiting[0].workflow_state.object_id]),
        action=_("Look at the draft"),
        priority=CHECKING,
    )


def register() -> None:
    """Called once when the app is ready."""
    register_card(cases_card)
    register_card(drafts_card)
    hooks.office_panels.append(office_panel)
    hooks.ways_on[NextStep.CASES] = lambda request: frame_for(request).cases
