"""The only place that writes in the programmes app."""

from cohorts.actions.announcement import adopt_entry_later, announce_cohort
from cohorts.actions.diagnosis import (
    attach_diagnosis,
    delete_diagnosis,
    delete_old_diagnoses,
    detach_diagnosis,
    take_diagnosis,
)
from cohorts.actions.doors import move_cohort, move_entry
from cohorts.actions.drafts import Saved, StaleAnswers, attach_entry_file, remove_entry_file, save_answers, start_entry
from cohorts.actions.later import mail_way_back
from cohorts.actions.lookups import fill_from_register, free_looked_up
from cohorts.actions.programs import create_cohort, create_program, reschedule_cohort
from cohorts.actions.returns import return_entry
from cohorts.actions.reviews import KeptScores, keep_scores, score_entry
from cohorts.actions.second_person import ask_second_person, end_second_person, join_entry
from cohorts.actions.selection import check_entry, decide_entry, declare_conflict, note_copy, note_reading
from cohorts.actions.submission import restore_entry, submit_entry, withdraw_entry

__all__ = [
    "KeptScores",
    "Saved",
    "StaleAnswers",
    "adopt_entry_later",
    "announce_cohort",
    "ask_second_person",
    "attach_diagnosis",
    "attach_entry_file",
    "check_entry",
    "create_cohort",
    "create_program",
    "decide_entry",
    "declare_conflict",
    "delete_diagnosis",
    "delete_old_diagnoses",
    "detach_diagnosis",
    "end_second_person",
    "fill_from_register",
    "free_looked_up",
    "join_entry",
    "keep_scores",
    "mail_way_back",
    "move_cohort",
    "move_entry",
    "note_copy",
    "note_reading",
    "remove_entry_file",
    "reschedule_cohort",
    "restore_entry",
    "return_entry",
    "save_answers",
    "score_entry",
    "start_entry",
    "submit_entry",
    "take_diagnosis",
    "withdraw_entry",
]
