"""From what an action refused to what stands under a field."""

from typing import Any

from django import forms

from common.errors import InvalidInput


def add_errors(form: forms.BaseForm, error: InvalidInput) -> None:
    """Show what an action refused under the fields it names."""
    for name, sentence in error.fields.items():
        known: Any = name if name in form.fields else None
        form.add_error(known, str(sentence))
