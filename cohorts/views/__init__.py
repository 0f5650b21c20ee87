"""Pages of the programmes app: load → check the right → one form → one action → render."""

from cohorts.views.data import funnel_csv
from cohorts.views.diagnosis import diagnosis, diagnosis_csv, diagnosis_delete, diagnosis_result
from cohorts.views.entry_copy import entry_copy, entry_preview
from cohorts.views.entry_correct import entry_correct
from cohorts.views.entry_form import entry_autosave, entry_review, entry_step, entry_submit
from cohorts.views.entry_join import entry_join
from cohorts.views.entry_resume import entry_resume
from cohorts.views.entry_start import entry_code, entry_start
from cohorts.views.entry_status import (
    entry_content,
    entry_next,
    entry_receipt,
    entry_restore,
    entry_status,
    entry_withdraw,
)
from cohorts.views.review import review_autosave, review_declare, review_entry, review_list
from cohorts.views.staff import staff_adopt, staff_board, staff_check, staff_decide, staff_entry, staff_move
from cohorts.views.staff_return import staff_return
from cohorts.views.staff_selection import announce, staff_ranking

__all__ = [
    "announce",
    "diagnosis",
    "diagnosis_csv",
    "diagnosis_delete",
    "diagnosis_result",
    "entry_autosave",
    "entry_code",
    "entry_content",
    "entry_copy",
    "entry_correct",
    "entry_join",
    "entry_next",
    "entry_preview",
    "entry_receipt",
    "entry_restore",
    "entry_resume",
    "entry_review",
    "entry_start",
    "entry_status",
    "entry_step",
    "entry_submit",
    "entry_withdraw",
    "funnel_csv",
    "review_autosave",
    "review_declare",
    "review_entry",
    "review_list",
    "staff_adopt",
    "staff_board",
    "staff_check",
    "staff_decide",
    "staff_entry",
    "staff_move",
    "staff_ranking",
    "staff_return",
]
