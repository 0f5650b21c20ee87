"""What people send."""

from communities.forms.events import EventForm, RegisterForm, plan_form_for, show_error, with_fresh_key
from communities.forms.moderation import AnswerForm, AppealForm, DecideForm, ReportForm, answer_of
from communities.forms.talk import (
    EditForm,
    MessageForm,
    ReactForm,
    ReadForm,
    RemoveForm,
    edit_form_for,
    posted_data,
    valid,
)

__all__ = [
    "AnswerForm",
    "AppealForm",
    "DecideForm",
    "EditForm",
    "EventForm",
    "MessageForm",
    "ReactForm",
    "ReadForm",
    "RegisterForm",
    "RemoveForm",
    "ReportForm",
    "answer_of",
    "edit_form_for",
    "plan_form_for",
    "posted_data",
    "show_error",
    "valid",
    "with_fresh_key",
]
