"""Moderation: what members, judges and writers send. Judged by the actions, so that the same rules hold everywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.enums import MODERATOR_REASONS, Decision, ReportReason

CHOOSE = {"required": _("Please choose one of the reasons."), "invalid_choice": _("Please choose one of the reasons.")}
CHOICE = {"required": _("Please choose one answer."), "invalid_choice": _("Please choose one answer.")}
AREA = {"rows": 4}


class ReportForm(forms.Form):
    """Why one tells the organisers of a message."""

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, choices=ReportReason.choices, error_messages=CHOOSE
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, strip=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("Only those who run the community and the staff read this, with your name."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What happens to the message; a reason belongs to a removal only."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, error_messages=CHOICE,
        choices=[(kind.value, kind.label) for kind in (Decision.KEPT, Decision.REMOVED)],
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Reason of a removal"), widget=forms.RadioSelect, required=False, error_messages=CHOOSE,
        choices=[(reason.value, reason.label) for reason in MODERATOR_REASONS],
        help_text=_("Needed when the message is taken down; the writer and all readers see it."),
    )  # fmt: skip


class AppealForm(forms.Form):
    """Why the writer thinks that the removal was wrong."""

    words = forms.CharField(
        label=_("Why should the message come back?"), strip=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("You can object once. Somebody who did not decide reads it, where there is one."),
        error_messages={"required": _("Please write why the message should come back.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The end of an appeal."""

    outcome = forms.ChoiceField(
        label=_("Answer to the appeal"), widget=forms.RadioSelect, error_messages=CHOICE,
        choices=[("granted", _("The message comes back")), ("upheld", _("It stays taken down"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=_("A word to the writer"), required=False, strip=False, widget=forms.Textarea(attrs=AREA)
    )


def answer_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the action takes."""
    return {"is_granted": data["outcome"] == "granted", "answer": data["answer"]}
