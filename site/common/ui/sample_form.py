"""A form with every control in every state, for the living page and the tests of the field component."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy as _p

from common.ui.typed import DayField

KINDS = [
    ("company", _p("sample", "Company")),
    ("sole", _p("sample", "Sole trader")),
    ("group", _p("sample", "Association")),
    ("soon", _p("sample", "Starting soon")),
]
HELPS = [
    ("hands", _p("sample", "People")),
    ("knowledge", _p("sample", "Knowledge")),
    ("time", _p("sample", "Time")),
    ("money", _p("sample", "Money")),
]


class SampleForm(forms.Form):
    """One field per control."""

    number = forms.CharField(
        label=_p("sample", "Corporate number"), required=False, help_text=_p("sample", "13 digits.")
    )
    company = forms.CharField(label=_p("sample", "Name of the company"))
    zip = forms.CharField(label=_p("sample", "Postcode"), help_text=_p("sample", "7 digits, with or without a hyphen."))
    trouble = forms.CharField(
        label=_p("sample", "What troubles you most"),
        max_length=200,
        widget=forms.Textarea,
        help_text=_p("sample", "A picture will do too."),
    )
    industry = forms.ChoiceField(
        label=_p("sample", "Industry"), choices=[("e", _p("sample", "Manufacturing")), ("i", _p("sample", "Retail"))]
    )
    kind = forms.ChoiceField(label=_p("sample", "Kind"), choices=KINDS, widget=forms.RadioSelect)
    missing = forms.MultipleChoiceField(
        label=_p("sample", "What is missing"), choices=HELPS, widget=forms.CheckboxSelectMultiple, required=False
    )
    publish = forms.BooleanField(
        label=_p("sample", "Show our name"),
        required=False,
        help_text=_p("sample", "Nothing is shown before the announcement."),
    )
    founded = DayField(label=_p("sample", "Founded on"), required=False)
    sketch = forms.FileField(
        label=_p("sample", "Drawing"), required=False, help_text=_p("sample", "PDF or picture, 10 MB at most.")
    )

    def clean_zip(self) -> str:
        """Ask for seven digits."""
        value: str = self.cleaned_data["zip"].replace("-", "")
        if len(value) != 7:
            raise forms.ValidationError(
                _p("sample", "A postcode has 7 digits; there are %(n)s now.") % {"n": len(value)},
            )
        return value


def sample_forms() -> dict[str, Any]:
    """The same form empty, filled, and with errors."""
    filled = {
        "number": "5900000000037",
        "company": str(_p("sample", "Metal works A (demonstration)")),
        "zip": "963-8601",
        "trouble": str(_p("sample", "We turn work down because we are too few.")),
        "kind": "company",
        "missing": ["hands", "time"],
        "publish": True,
    }
    return {
        "form": SampleForm(prefix="empty"),
        "form_filled": SampleForm(prefix="filled", initial=filled),
        "form_wrong": SampleForm({"wrong-zip": "963-860", "wrong-founded_0": "2020"}, prefix="wrong"),
    }
