"""The tables of the programmes app, one module for each group of things."""

from cohorts.models.diagnosis import Diagnosis
from cohorts.models.entries import Answer, Entry, EntryRevision
from cohorts.models.programs import Cohort, Criterion, Localised, Milestone, Program, Rubric, Track
from cohorts.models.returns import EntryReturn, ReturnedField
from cohorts.models.selection import Announcement, ConflictDeclaration, Decision, Review, Score

__all__ = [
    "Announcement",
    "Answer",
    "Cohort",
    "ConflictDeclaration",
    "Criterion",
    "Decision",
    "Diagnosis",
    "Entry",
    "EntryReturn",
    "EntryRevision",
    "Localised",
    "Milestone",
    "Program",
    "ReturnedField",
    "Review",
    "Rubric",
    "Score",
    "Track",
]
