"""The entry form as data: five steps of questions, each made of fields (source: the office's call for entries).

A question may need several fields (a representative has a name, a reading and a title) but is one question to
the entrant; at most 20 of them are required. `FORM_VERSION` is written on every entry and every revision, so a
later change of the form never re-interprets what was handed in. Checking a value is in `answers.py`.
"""

from cohorts.questions.shapes import FORM_VERSION, MAX_FILES, MAX_SDGS, Field, Kind, Question, Step
from cohorts.questions.steps import (
    ELIGIBILITY_KEYS,
    FIELDS,
    FILES_KEY,
    FORM_STEPS,
    REVIEW,
    START,
    STEPS,
    in_order,
    narrowed,
    required_questions,
    step_by_slug,
)

__all__ = [
    "ELIGIBILITY_KEYS",
    "FIELDS",
    "FILES_KEY",
    "FORM_STEPS",
    "FORM_VERSION",
    "MAX_FILES",
    "MAX_SDGS",
    "REVIEW",
    "START",
    "STEPS",
    "Field",
    "Kind",
    "Question",
    "Step",
    "in_order",
    "narrowed",
    "required_questions",
    "step_by_slug",
]
