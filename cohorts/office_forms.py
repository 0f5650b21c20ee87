"""The office's form that sends single fields back; like `forms.py` it carries texts, widgets and values only."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.models.returns import SENTENCE_LENGTH
from common.text import TOO_LONG
from common.ui.typed import DayField

NO_DATE = _("Please give the day as year, month and day.")


class ReturnForm(forms.Form):
    """One line for each place of the form: a sentence marks it to be corrected. The day ends at 17:00."""

    use_required_attribute = False
    due_on = DayField(
        label=_("To be corrected by"),
        help_text=_("Until 17:00 of this day. The entrant is told by mail at once."),
        error_messages={"required": _("Please give the day."), "invalid": NO_DATE},
    )

    def __init__(self, data: QueryDict | None, *, labels: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, **more)
        for key, label in labels.items():
            self.fields[key] = forms.CharField(
                label=gettext("What should be different? (%(place)s)") % {"place": label},
                required=False,
                max_length=SENTENCE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def sentences(self) -> dict[str, str]:
        """Place → sentence, for those that have one."""
        return {key: text for key, text in self.cleaned_data.items() if key != "due_on" and text}
