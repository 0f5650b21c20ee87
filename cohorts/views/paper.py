"""An entry as it is put on paper: sheet A (who applies) and sheet B (what they want to do), as data for `typeset`.

The layout follows the government's common data model for applications of companies (GIF 申請（法人）), which the
people of an office know: A票 holds to whom, when, who, where to reach them and who acts for them; B票 name, outline and
content.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cohorts.answers import Choices
from cohorts.models import Entry, EntryRevision
from cohorts.queries import track_choices
from cohorts.questions import FORM_STEPS, Step
from cohorts.views.entry_diagnosis import attached_figure
from cohorts.views.parts import in_words, label_of, told_fields, words_for
from common.dates import era_year, format_daytime

Row = tuple[str, list[tuple[str, str]]]
SHEET_A, SHEET_B = ("company", "start"), ("plan", "consent")


@dataclass(frozen=True)
class Paper:
    """What is put on paper; without `revision` it is a draft, and every page says so."""

    entry: Entry
    answers: Mapping[str, Any]
    files: list[dict[str, Any]]
    contact: list[str] = field(default_factory=list)
    revision: EntryRevision | None = None


def paper_of(entry: Entry, revision: EntryRevision, contact: list[str]) -> Paper:
    """What was handed in with this revision."""
    return Paper(entry, revision.answers, revision.files, contact, revision)


def paper_data(paper: Paper) -> dict[str, Any]:
    """Everything that templates/cohorts/paper/entry.typ shows, in the reader's language."""
    entry, revision = paper.entry, paper.revision
    program = entry.cohort.program
    return {
        "lang": (get_language() or "ja").split("-")[0],
        "is_preview": revision is None,
        "title": _("Entry (copy)") if revision else _("Entry (before submitting)"),
        "program": program.label,
        "term": entry.cohort.label,
        "number": (revision and entry.number) or "–",
        "submitted": _moment(revision.submitted_at) if revision else "–",
        "version": _("Version %(number)d") % {"number": revision.number} if revision else "",
        "sha256": revision.sha256 if revision else "–",
        "sheets": _sheets(paper),
        "files": [{**item, "size": filesizeformat(item["size"])} for item in paper.files],
        "diagnosis": _diagnosis(paper.answers),
        "contact": paper.contact,
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "number": _("Receipt number"),
        "submitted": _("Submitted (Japan time)"),
        "fingerprint": "SHA-256",
        "preview": _("not submitted"),
        "files": _("Files"),
        "no_files": _("No files"),
        "file_name": _("Name"),
        "file_size": _("Size"),
        "contact": _("Contact"),
        "lacking": _("A character that this document's fonts do not have. The website shows it."),
    }


def _moment(moment: datetime) -> str:
    """2026年11月30日（月）17:00（令和8年）."""
    return _("%(when)s (%(era)s)") % {"when": format_daytime(moment, with_year=True), "era": era_year(moment)}


def _sheets(paper: Paper) -> list[dict[str, Any]]:
    tracks, words = track_choices(paper.entry.cohort), words_for(paper.entry.cohort)
    steps = {step.slug: step for step in FORM_STEPS}

    def part(slug: str) -> dict[str, Any]:
        return {"title": str(steps[slug].title), "rows": rows_of(steps[slug], paper.answers, tracks, words)}

    about = {"title": _("Application"), "rows": _application(paper)}
    return [
        {"letter": _("Sheet A"), "name": _("Who applies"), "parts": [about, *(part(slug) for slug in SHEET_A)]},
        {"letter": _("Sheet B"), "name": _("Title, outline and content"), "parts": [part(slug) for slug in SHEET_B]},
    ]


def _application(paper: Paper) -> list[Row]:
    """To whom, when, by whom, and who acted for them."""
    entry, program = paper.entry, paper.entry.cohort.program
    to = program.owner_name or program.label
    office = [(_("Office"), program.operator_name)] if program.operator_name else []
    first = entry.submitted_at if paper.revision else None
    return [
        (_("To"), [("", to), *office]),
        (_("First submitted"), [("", _moment(first) if first else "–")]),
        (_("Entrant"), [("", entry.applicant.name), (_("E-mail"), entry.applicant.email)]),
        (_("Acting for the entrant"), [("", _acting(entry))]),
    ]


def _acting(entry: Entry) -> str:
    if entry.on_behalf and entry.entered_by is not None:
        return entry.entered_by.name
    return _("Nobody (entered by the entrant)")


def rows_of(step: Step, values: Mapping[str, Any], tracks: Choices, words: Mapping[str, str]) -> list[Row]:
    """Questions of a page with their answers as plain text; a group is one row with its parts."""
    rows: list[Row] = []
    for question in step.questions:
        fields = told_fields(question, values)
        parts = [(label_of(item, words), in_words(item, values.get(item.key), tracks)) for item in fields]
        if question.grouped:
            rows.append((str(question.label), parts or [("", _("Not given"))]))
        else:
            rows += [(label, [("", text)]) for label, text in parts]
    return rows


def _diagnosis(answers: Mapping[str, Any]) -> dict[str, Any] | None:
    """The attached self-diagnosis as numbers."""
    figure = attached_figure(dict(answers))
    if figure is None:
        return None
    rows = [[str(cell) for cell in row] for row in figure.rows]
    columns = [str(name) for name in figure.columns]
    return {"title": _("Self-diagnosis"), "columns": columns, "rows": rows, "source": str(figure.source)}
