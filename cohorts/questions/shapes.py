"""What a form is made of: steps of questions, questions of fields."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise
FORM_VERSION = "2026-1"
MAX_FILES = 5
MAX_SDGS = 3


class Kind(StrEnum):
    """How a field is typed and checked."""

    TEXT = "text"
    LONG = "long"
    KANA = "kana"
    EMAIL = "email"
    PHONE = "phone"
    POSTAL = "postal"
    CORPORATE = "corporate"
    CHOICE = "choice"
    CHIPS = "chips"
    TICK = "tick"
    MUST_TICK = "must_tick"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `source` names the list of choices (see `answers.choices_for`)."""

    key: str
    label: Text
    kind: Kind = Kind.TEXT
    required: bool = True
    max_length: int = 120
    source: str = ""
    help: Text = ""
    purpose: Text = ""
    example: Text = ""
    autocomplete: str = ""
    width: str = "full"


@dataclass(frozen=True)
class Question:
    """What the entrant is asked once; `label` stands for the whole group when there are several fields."""

    key: str
    label: Text
    fields: tuple[Field, ...]
    help: Text = ""
    purpose: Text = ""
    grouped: bool = False

    @property
    def required(self) -> bool:
        """A question is required as soon as one of its fields is."""
        return any(item.required for item in self.fields)


@dataclass(frozen=True)
class Step:
    """One page of the form; `minutes_left` is counted from its beginning to the end."""

    slug: str
    number: int
    title: Text
    minutes_left: int
    questions: tuple[Question, ...] = field(default_factory=tuple)
    takes_files: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the page in order."""
        return tuple(item for question in self.questions for item in question.fields)


def question_of(item: Field) -> Question:
    """A question that needs one field only."""
    return Question(item.key, item.label, (item,))
