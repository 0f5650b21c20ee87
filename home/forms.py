"""What staff write about a case before it is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models import ShowcasePage

LONGEST_LINE = 120
MOST_LINES = 8


class LinesField(forms.CharField):
    """A list, one item a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The lines without empty ones."""
        return [line.strip() for line in str(super().to_python(value) or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        """Required means one line at least."""
        super().validate(value)
        if len(value) > MOST_LINES:
            raise forms.ValidationError(_("Please keep it to %(limit)d lines.") % {"limit": MOST_LINES})
        if any(len(line) > LONGEST_LINE for line in value):
            raise forms.ValidationError(_("Please keep each line to %(limit)d characters.") % {"limit": LONGEST_LINE})


class CaseForm(forms.Form):
    """Tried, worked, not worked; the last one is required."""

    tried = LinesField(label=_("What was tried"), required=False, help_text=_("One thing a line."))
    worked = LinesField(label=_("What worked"), required=False, help_text=_("One thing a line."))
    not_worked = LinesField(
        label=_("What did not work"),
        help_text=_("One thing a line. A case without it is not published."),
        error_messages={"required": _("Please write what did not work. A case without it is not published.")},
    )

    def __init__(self, *args: Any, page: ShowcasePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: as_lines(getattr(page, name)) for name in ("tried", "worked", "not_worked")}


def as_lines(value: Any) -> str:
    """A list of lines as it is edited."""
    return "\n".join(str(child.value) for child in value)
