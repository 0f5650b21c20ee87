"""What people send to the board."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput


class NoteForm(forms.Form):
    """A new note; without a key of its own every request counts as new."""

    body = forms.CharField(required=False, strip=False)
    client_id = forms.UUIDField(required=False, error_messages={"invalid": _("The key of this form is broken.")})

    def clean_client_id(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


class EditForm(forms.Form):
    """The new text and the revision the writer saw."""

    body = forms.CharField(required=False, strip=False)
    rev = forms.IntegerField(min_value=0)


class PeopleForm(forms.Form):
    """Whose names are asked for: public ids, comma between them."""

    ids = forms.CharField(required=False, max_length=4000)

    def clean_ids(self) -> list[UUID]:
        try:
            return [UUID(part) for part in self.cleaned_data["ids"].split(",") if part]
        except ValueError:
            raise forms.ValidationError(_("The key of this form is broken.")) from None


def valid(form: forms.Form) -> dict[str, Any]:
    """The cleaned values, or InvalidInput with the first sentence of each field."""
    if form.is_valid():
        return form.cleaned_data
    raise InvalidInput({name: str(errors[0]) for name, errors in form.errors.items()})
