"""Django forms made from the questions. Checking is in `answers.py`; forms only carry texts, widgets and values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.answers import Choices, check_answer, choices_for
from cohorts.diagnosis import AXES, LEVELS, USUAL_GOAL, DiagnosisAxis
from cohorts.enums import Outcome, Reason
from cohorts.models import Answer
from cohorts.queries import Found
from cohorts.questions import ELIGIBILITY_KEYS, START, Field, Kind, Question, Step
from common.text import TOO_LONG

INPUT_MODES = {Kind.CORPORATE: "numeric", Kind.POSTAL: "numeric"}
RADIO_SOURCES = frozenset({"kinds", "employees", "tracks"})
CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Please choose one answer."))
TICKS = frozenset({Kind.TICK, Kind.MUST_TICK})


class _Checking:
    """Part of a form field that hands its value to `check_answer`; the sentence becomes its error."""

    answer: Field
    tracks: Choices

    def clean(self, value: Any) -> Any:
        checked = check_answer(self.answer, value, self.tracks)
        if checked.error:
            raise ValidationError(checked.error)
        return checked.value


class AnswerField(_Checking, forms.Field):
    """Text and ticks. `max_length` feeds the live counter of long texts."""

    max_length: int | None = None


class AnswerChoice(_Checking, forms.ChoiceField):
    """One of several."""


class AnswerChips(_Checking, forms.MultipleChoiceField):
    """Some of several."""


def _widget(field: Field) -> forms.Widget:
    attrs = {"autocomplete": field.autocomplete} if field.autocomplete else {}
    if field.kind == Kind.LONG:
        return forms.Textarea(attrs=attrs)
    if field.kind in TICKS:
        return forms.CheckboxInput()
    if field.kind == Kind.CHIPS:
        return forms.CheckboxSelectMultiple()
    if field.kind == Kind.YES_NO or field.source in RADIO_SOURCES:
        return forms.RadioSelect()
    if field.kind == Kind.CHOICE:
        return forms.Select(attrs=attrs)
    if field.kind in INPUT_MODES:
        attrs["inputmode"] = INPUT_MODES[field.kind]
    types = {Kind.EMAIL: "email", Kind.PHONE: "tel"}
    return forms.TextInput(attrs={**attrs, "type": types.get(field.kind, "text")})


def build_field(field: Field, tracks: Choices, words: Mapping[str, str]) -> forms.Field:
    """The form field of a question field; `words` fills names into the label (e.g. the area)."""
    label = str(field.label) % words if "%(" in str(field.label) else field.label
    texts: dict[str, Any] = {"label": label, "help_text": field.help, "required": field.required}
    made: AnswerField | AnswerChoice | AnswerChips
    if field.kind == Kind.CHIPS:
        made = AnswerChips(widget=_widget(field), choices=choices_for(field, tracks), **texts)
    elif field.kind in {Kind.CHOICE, Kind.YES_NO}:
        choices = list(choices_for(field, tracks))
        if isinstance(_widget(field), forms.Select) and not isinstance(_widget(field), forms.RadioSelect):
            choices = [("", gettext("Please choose")), *choices]
        made = AnswerChoice(widget=_widget(field), choices=choices, **texts)
    else:
        made = AnswerField(widget=_widget(field), **texts)
        made.max_length = field.max_length if field.kind == Kind.LONG else None
    made.answer, made.tracks = field, tracks
    return made


@dataclass(frozen=True)
class FieldView:
    """A bound field with what is said about it; `newer` is what somebody else wrote there in the meantime.

    `has_lookup`: a button beside it looks it up; `found` is what came of that. `is_filled`: it comes from the register.
    """

    bound: BoundField
    answer: Field
    newer: str = ""
    has_lookup: bool = False
    found: Found | None = None
    is_filled: bool = False

    @property
    def columns(self) -> str:
        """How wide the cards of a choice are."""
        return "auto" if self.answer.source == "employees" else "narrow"

    @property
    def okay(self) -> str | Promise:
        """A number with a check digit is told that it adds up."""
        if self.answer.kind == Kind.CORPORATE and self.bound.value() and not self.bound.errors:
            return _("The digits of the number add up.")
        return ""


@dataclass(frozen=True)
class QuestionView:
    """A question with its fields, as the template draws it; `said` is what the office wants corrected in it."""

    question: Question
    fields: Sequence[FieldView]
    said: Sequence[tuple[str, str]] = ()


class StepForm(forms.Form):
    """One page of the entry form."""

    use_required_attribute = False

    def __init__(
        self,
        step: Step,
        data: Mapping[str, Any] | None,
        *,
        tracks: Choices = (),
        words: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        self.step = step
        self.newer: dict[str, str] = {}
        self.said: dict[str, str] = {}
        self.offered: frozenset[str] = frozenset()
        self.filled: frozenset[str] = frozenset()
        self.answered: dict[str, Found] = {}
        for field in step.fields:
            self.fields[field.key] = build_field(field, tracks, words or {})

    @classmethod
    def from_answers(
        cls, step: Step, answers: Mapping[str, Answer], *, tracks: Choices, words: Mapping[str, str]
    ) -> "StepForm":
        """The page as it was left: what was typed with its errors, what was never touched without."""
        form = cls(step, {key: answer.value for key, answer in answers.items()}, tracks=tracks, words=words)
        for key in set(form.errors) - set(answers):
            del form.errors[key]
        return form

    @property
    def questions(self) -> list[QuestionView]:
        """The questions in order."""
        return [
            QuestionView(question, [self._view(field) for field in question.fields], self._said(question))
            for question in self.step.questions
        ]

    def _said(self, question: Question) -> list[tuple[str, str]]:
        """The office's sentences about a question; with the label where there are several fields."""
        found = [(field, self.said[field.key]) for field in question.fields if field.key in self.said]
        return [(str(self.fields[field.key].label) if question.grouped else "", said) for field, said in found]

    def _view(self, field: Field) -> FieldView:
        key = field.key
        return FieldView(
            self[key],
            field,
            self.newer.get(key, ""),
            has_lookup=key in self.offered,
            found=self.answered.get(key),
            is_filled=key in self.filled,
        )


def typed_values(step: Step, data: QueryDict) -> dict[str, Any]:
    """What was typed on a page, as `save_answers` takes it."""
    values: dict[str, Any] = {}
    for field in step.fields:
        if field.kind == Kind.CHIPS:
            values[field.key] = data.getlist(field.key)
        elif field.kind in TICKS:
            values[field.key] = bool(data.get(field.key))
        else:
            values[field.key] = data.get(field.key, "")
    return values


class StartForm(StepForm):
    """The first page before there is a draft: three questions, and the e-mail of somebody who is not logged in."""

    def __init__(self, data: QueryDict | None, *, words: Mapping[str, str], ask_email: bool) -> None:
        super().__init__(START, data, words=words)
        if ask_email:
            email = Field("email", _("E-mail address"), Kind.EMAIL, autocomplete="email", max_length=254)
            self.fields["email"] = build_field(email, (), {})
            self.order_fields(["email", *ELIGIBILITY_KEYS])

    @property
    def is_eligible(self) -> bool:
        """Every question was answered with yes."""
        return all(self.cleaned_data.get(key) == "yes" for key in ELIGIBILITY_KEYS)


class DecisionForm(forms.Form):
    """Adopt or not, with the reason the entrant will read."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    note = forms.CharField(
        label=_("A sentence for the entrant"),
        max_length=200,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )


@dataclass(frozen=True)
class DiagnosisQuestion:
    """One axis on the page: `rows` are its two answers as (field name, chosen level or None, error)."""

    axis: DiagnosisAxis
    number: int
    rows: tuple[tuple[str, int | None, str], ...]


class DiagnosisForm(forms.Form):
    """Fourteen answers, all required; the goals stand somewhere from the beginning.

    Each error names its question and whether now or the goal is missing.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        goals = {f"{axis.key}_goal": USUAL_GOAL for axis in AXES}
        super().__init__(data, initial={"client_id": uuid4(), **goals})
        choices = [(level.number, level.label) for level in LEVELS]
        for axis in AXES:
            for when, word in (("now", gettext("Now")), ("goal", gettext("In three years"))):
                self.fields[f"{axis.key}_{when}"] = forms.TypedChoiceField(
                    choices=choices,
                    coerce=int,
                    widget=forms.RadioSelect,
                    label=gettext("%(question)s (%(when)s)") % {"question": axis.title, "when": word},
                    error_messages=dict.fromkeys(("required", "invalid_choice"), _("Please choose one from 0 to 5.")),
                )

    @property
    def questions(self) -> list[DiagnosisQuestion]:
        """The seven questions in order, with what was chosen before."""
        return [
            DiagnosisQuestion(axis, number, tuple(self._row(f"{axis.key}_{when}") for when in ("now", "goal")))
            for number, axis in enumerate(AXES, start=1)
        ]

    def _row(self, name: str) -> tuple[str, int | None, str]:
        bound = self[name]
        chosen = str(bound.value() or "")
        return (
            name,
            int(chosen) if chosen in {str(level.number) for level in LEVELS} else None,
            " ".join(map(str, bound.errors)),
        )

    @property
    def levels(self) -> dict[str, tuple[int, int]]:
        """Now and the goal of each axis, once the form is valid."""
        kept = self.cleaned_data
        return {axis.key: (kept[f"{axis.key}_now"], kept[f"{axis.key}_goal"]) for axis in AXES}
