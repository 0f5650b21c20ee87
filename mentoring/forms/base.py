"""What every form of mentoring shares: values or sentences, and a key that makes a doubled submit one."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.errors import HirobaError, InvalidInput

CHOOSE = {"required": _("Please choose one answer."), "invalid_choice": _("Please choose one answer.")}


def valid(form: forms.Form) -> dict[str, Any]:
    """The cleaned values, or InvalidInput with the first sentence of each field."""
    if form.is_valid():
        return form.cleaned_data
    raise InvalidInput({name: str(errors[0]) for name, errors in form.errors.items()})


def show_error(form: forms.Form, error: HirobaError) -> forms.Form:
    """Put an action's sentences under the fields they belong to, the rest on top of the form."""
    form.full_clean()
    fields = error.fields if isinstance(error, InvalidInput) else {"": error.sentence}
    for name, sentence in fields.items():
        form.add_error(name if name in form.fields else None, str(sentence))
    return form


def typed_again(form: forms.Form, **values: str) -> None:
    """The form as typed, with some values that the server knows better (the revision to compare with)."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in values.items():
        data[name] = value
    form.data = data


class Keyed(forms.Form):
    """A form whose doubled submit does the thing once; a bare client without a key counts as new."""

    client_id = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": _("The key of this form is broken.")}
    )

    def clean_client_id(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()
