"""What several pages of the entrant share: the step line, words, values in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cohorts.answers import Choices, choices_for
from cohorts.models import Cohort, Entry, EntryReturn
from cohorts.queries import Changes, Gap, Look, current_answers, gaps_in, sentences_of, track_choices
from cohorts.questions import FIELDS, FILES_KEY, FORM_STEPS, STEPS, Field, Kind, Question, Step
from common.ui.components.data import Term
from common.ui.components.progress import Step as StepperStep


def words_for(cohort: Cohort) -> dict[str, str]:
    """Words that questions name, such as the area entrants come from."""
    return {"area": str(cohort.program.text("area")) or _("this area")}


def label_of(field: Field, words: Mapping[str, str]) -> str:
    """A field's label with the names filled in."""
    label = str(field.label)
    return label % words if "%(" in label else label


def step_states(
    current: int, entry: Entry | None = None, gaps: Iterable[Gap] = (), *, links: bool = False
) -> list[StepperStep]:
    """The five circles. Links only where nothing typed could be lost by following one (the check page)."""
    wrong = {gap.step.number for gap in gaps}
    steps = []
    for step in STEPS:
        done = entry is not None and step in FORM_STEPS and step.number not in wrong
        state = "completed" if done and step.number != current else ""
        href = reverse("cohorts:entry_step", args=[entry.public_id, step.slug]) if entry and links else ""
        steps.append(StepperStep(label=str(step.title), state=state, href=href))  # type: ignore[arg-type]
    return steps


@dataclass(frozen=True)
class Place:
    """One place that the office sent back: its name, what the office said, where it is corrected."""

    key: str
    label: str
    said: str
    url: str


def place_label(key: str, words: Mapping[str, str]) -> str:
    """The name of a field, with its question's where several fields share one; files by their own name."""
    if key == FILES_KEY:
        return _("Files")
    label = label_of(FIELDS[key], words)
    questions = (question for step in FORM_STEPS for question in step.questions if question.grouped)
    group = next((question for question in questions if any(item.key == key for item in question.fields)), None)
    return _("%(group)s – %(field)s") % {"group": group.label, "field": label} if group else label


def returned_places(entry: Entry, waiting: EntryReturn | None) -> list[Place]:
    """What was sent back, in the order of the form; the first one is where to begin."""
    words = words_for(entry.cohort)
    page = reverse("cohorts:entry_correct", args=[entry.public_id])
    return [
        Place(key, place_label(key, words), said, f"{page}#{'files' if key == FILES_KEY else target_of(FIELDS[key])}")
        for key, said in sentences_of(waiting).items()
    ]


def target_of(field: Field) -> str:
    """The id of a field's first control, where a link to it leads."""
    many = field.kind in {Kind.YES_NO, Kind.CHIPS} or field.source in {"kinds", "employees", "tracks"}
    return f"id_{field.key}_0" if many else f"id_{field.key}"


@dataclass(frozen=True)
class ChangeLine:
    """One place before and after in words, for the office."""

    label: str
    before: SafeString
    after: SafeString
    said: str
    is_changed: bool


def change_lines(entry: Entry, changes: Changes) -> list[ChangeLine]:
    """What the newest version changed, field by field; what was sent back and left as it was is told, too."""
    tracks, words = track_choices(entry.cohort), words_for(entry.cohort)

    def worded(key: str, value: Any) -> SafeString:
        text = _(", ").join(value or []) or "–" if key == FILES_KEY else in_words(FIELDS[key], value, tracks)
        return in_lines(text)

    return [
        ChangeLine(
            place_label(item.key, words),
            worded(item.key, item.before),
            worded(item.key, item.after),
            item.sentence,
            item.is_changed,
        )
        for item in changes.items
    ]


def gaps_of(entry: Entry) -> list[Gap]:
    """What still keeps the draft from being handed in."""
    return gaps_in(current_answers(entry), track_choices(entry.cohort))


def resume_url(entry: Entry) -> str:
    """Where to go on: the first page with something open, the check page when nothing is, else the status page."""
    if not entry.is_draft:
        return reverse("cohorts:entry_status", args=[entry.public_id])
    gaps = gaps_of(entry)
    slug = gaps[0].step.slug if gaps else "review"
    return reverse("cohorts:entry_step", args=[entry.public_id, slug])


def in_words(field: Field, value: Any, tracks: Choices) -> str:
    """An answer as it is read back; "–" for nothing."""
    if field.key.startswith("publish_"):
        return _("May be published") if value else _("Stays private")
    if field.kind in {Kind.TICK, Kind.MUST_TICK}:
        return _("Yes") if value else _("No")
    labels = dict(choices_for(field, tracks))
    if field.kind == Kind.CHIPS:
        return _(", ").join(labels.get(item, item) for item in value or []) or "–"
    if labels:
        return labels.get(value, "–")
    return str(value or "–")


def in_lines(text: str) -> SafeString:
    """Plain text as markup, with its line breaks."""
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))


def answer_terms(step: Step, values: Mapping[str, Any], tracks: Choices, words: Mapping[str, str]) -> list[Term]:
    """Labels and answers of one page, for a description list; a group is one line with its parts."""
    terms = []
    for question in step.questions:
        parts = [
            (label_of(field, words), in_lines(in_words(field, values.get(field.key), tracks)))
            for field in told_fields(question, values)
        ]
        if question.grouped:
            joined = format_html_join("", '<span class="answer-part"><small>{}</small> {}</span>', parts)
            terms.append(Term(term=str(question.label), text=joined or _("Not given")))
        else:
            terms += [Term(term=label, text=text) for label, text in parts]
    return terms


def told_fields(question: Question, values: Mapping[str, Any]) -> list[Field]:
    """The fields to read back: of a group that may stay empty only those that are filled.

    What may be published is told either way: that something stays private is an answer.
    """
    is_open = question.required or question.key == "publish" or not question.grouped
    return [field for field in question.fields if is_open or values.get(field.key)]


def sections(entry: Entry, values: Mapping[str, Any]) -> list[tuple[Step, list[Term]]]:
    """All answers, page by page."""
    tracks, words = track_choices(entry.cohort), words_for(entry.cohort)
    return [(step, answer_terms(step, values, tracks, words)) for step in FORM_STEPS]


def look_lines(looks: Iterable[Look]) -> list[tuple[Look, str]]:
    """Who opened an entry, in the words of the entrant."""
    roles = {"office": _("The office"), "juror": _("A juror"), "mentor": _("A mentor")}
    file_text, entry_text = _("%(who)s opened a file"), _("%(who)s opened the entry")
    return [(look, (file_text if look.is_file else entry_text) % {"who": roles[look.role]}) for look in looks]
