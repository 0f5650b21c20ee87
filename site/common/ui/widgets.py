"""Form controls that Django does not have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import pgettext_lazy as _p


class DatePartsInput(forms.MultiWidget):
    """Year, month and day in three boxes: quicker than a calendar for a date one knows, and readable by keyboard."""

    use_fieldset = True
    units = (_p("date part", "year"), _p("date part", "month"), _p("date part", "day"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off", "class": "input"}
        super().__init__(
            widgets={
                "year": forms.TextInput({**box, "data-width": "year"}),
                "month": forms.TextInput({**box, "data-width": "day"}),
                "day": forms.TextInput({**box, "data-width": "day"}),
            },
            attrs=attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        """Split a date into the three boxes."""
        return [value.year, value.month, value.day] if value else [None, None, None]

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        """Join the boxes as ISO; an impossible date stays text, so that DateField says what is wrong."""
        year, month, day = (str(part or "").strip() for part in super().value_from_datadict(data, files, name))
        if not (year or month or day):
            return ""
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show what was typed again after an error, even when it is no date."""
        if isinstance(value, str):
            value = ([*value.split("-", 2), "", "", ""])[:3]
        return super().get_context(name, value, attrs)
