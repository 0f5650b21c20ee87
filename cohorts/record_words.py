"""How the audit trail speaks of entries and terms."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activity.words import SubjectKind, register_subject_kind, register_verbs
from cohorts.models import Cohort, Entry

VERBS = {
    "program_created": _("set up a programme"),
    "cohort_created": _("set up a term"),
    "cohort_rescheduled": _("moved the dates of a term"),
    "cohort_open": _("opened the call"),
    "cohort_reviewing": _("began the review"),
    "cohort_announced": _("closed the review of a term"),
    "cohort_running": _("began the term"),
    "cohort_finished": _("ended the term"),
    "results_announced": _("announced the results"),
    "entry_started": _("began an entry"),
    "entry_received": _("handed in the entry"),
    "entry_resubmitted": _("handed in the entry again"),
    "entry_file_removed": _("removed a file of the entry"),
    "entry_checking": _("began the format check"),
    "entry_returned": _("sent the entry back"),
    "entry_reviewing": _("passed the entry on to the review"),
    "entry_interview": _("invited to the interview"),
    "entry_adopted": _("adopted the entry"),
    "entry_declined": _("declined the entry"),
    "entry_participating": _("took the entry into the term"),
    "entry_finished": _("ended taking part"),
    "entry_alumni": _("took in among the alumni"),
    "entry_withdrawn": _("withdrew the entry"),
    "second_person_joined": _("joined the entry as the right hand"),
    "second_person_left": _("took the right hand out of the entry"),
    "diagnosis_attached": _("attached a self-diagnosis to the entry"),
    "diagnosis_detached": _("took the self-diagnosis out of the entry"),
    "diagnosis_deleted": _("deleted a self-diagnosis by its private link"),
    "entry_draft": _("took the entry back as a draft"),
    "entry_read": _("opened the entry"),
    "entry_copied": _("took the PDF copy of the entry"),
    "entry_scored": _("settled the scores"),
    "entry_decided": _("decided on the entry"),
    "conflict_declared": _("declared on a conflict of interest"),
}


def entries(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Receipt number and title; drafts have no number yet."""
    found = Entry.objects.filter(public_id__in=list(ids)).values_list("public_id", "number", "title")
    return {
        public_id: (f"{number or ''} {title}".strip(), reverse("cohorts:staff_entry", args=[public_id]))
        for public_id, number, title in found
    }


def find_entries(text: str) -> Iterable[UUID]:
    """By the receipt number or a part of the title or of the company's name."""
    means = Q(number__iexact=text) | Q(title__icontains=text) | Q(org_name__icontains=text)
    return Entry.objects.filter(means).values_list("public_id", flat=True)[:50]


def terms(ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Programme and term."""
    found = Cohort.objects.filter(public_id__in=list(ids)).select_related("program")
    return {
        term.public_id: (f"{term.program.label} {term.label}", reverse("cohorts:staff_board", args=[term.public_id]))
        for term in found
    }


def nameless(_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """A self-diagnosis has no name and no page for the office."""
    return {}


def register() -> None:
    """Called once when the app is ready."""
    register_verbs(VERBS)
    register_subject_kind(SubjectKind("cohorts.entry", _("entry"), entries, find_entries))
    register_subject_kind(SubjectKind("cohorts.cohort", _("term"), terms))
    register_subject_kind(SubjectKind("cohorts.diagnosis", _("self-diagnosis"), nameless))
