"""The record of a session, the goals of an entry, what is to be done. Rules of wording stand in the actions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.text import TOO_LONG
from common.ui.typed import DayField
from mentoring.enums import ActionState
from mentoring.forms.base import CHOOSE, Keyed


class NoteForm(forms.Form):
    """決まったこと・次の一歩・次回: three fields and no more."""

    rev = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    decided = forms.CharField(
        label=_("What was decided"), required=False, strip=False, help_text=_("At most three lines."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    next_step = forms.CharField(label=_("The next step"), required=False, strip=False)
    next_time = forms.CharField(
        label=_("The next time"), required=False, strip=False, help_text=_("For example: Tuesday 8 December, 10:00.")
    )

    def values(self) -> dict[str, Any]:
        """What `write_note` takes."""
        return {name: self.cleaned_data[name] for name in ("decided", "next_step", "next_time", "rev")}


class RevForm(forms.Form):
    """Which wording somebody has read."""

    rev = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class GoalsForm(RevForm):
    """Up to three goals."""

    first = forms.CharField(label=_("Goal 1"), required=False, max_length=60, error_messages={"max_length": TOO_LONG})
    second = forms.CharField(label=_("Goal 2"), required=False, max_length=60, error_messages={"max_length": TOO_LONG})
    third = forms.CharField(label=_("Goal 3"), required=False, max_length=60, error_messages={"max_length": TOO_LONG})


class ActionForm(Keyed):
    """What, who, until when."""

    what = forms.CharField(
        label=_("What is to be done"), max_length=120,
        error_messages={"required": _("Please write what is to be done."), "max_length": TOO_LONG},
    )  # fmt: skip
    owner = forms.ChoiceField(
        label=_("Who does it"),
        error_messages={
            "required": _("Please choose somebody of the company or the mentor."),
            "invalid_choice": _("Please choose somebody of the company or the mentor."),
        },
    )
    due_on = DayField(
        label=_("Until"),
        error_messages={
            "required": _("Please give the day."), "invalid": _("Please give the day as year, month and day."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        self.fields["owner"].choices = [(key, person.name) for key, person in self.people.items()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `add_action` takes."""
        data = self.cleaned_data
        due_on: date = data["due_on"]
        return {
            "what": data["what"], "owner": self.people[data["owner"]], "due_on": due_on,
            "client_id": data["client_id"],
        }  # fmt: skip


class MoveForm(forms.Form):
    """できた・戻す; `next` is the page one came from, one of ours."""

    to = forms.ChoiceField(choices=ActionState.choices, error_messages=CHOOSE)
