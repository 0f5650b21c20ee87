"""What people send. Texts are judged by the actions (`message_text`), so that form and JSON meet the same rules."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.errors import BadRequest, InvalidInput
from common.requests import json_body
from common.text import TOO_LONG
from communities.enums import AUTHOR_REASONS, MODERATOR_REASONS
from communities.models import Message


class MessageForm(forms.Form):
    """A new message; without a key of its own (a bare client) every request counts as new."""

    body = forms.CharField(required=False, strip=False)
    to = forms.UUIDField(required=False, error_messages={"invalid": _("Please choose somebody from the list.")})
    client_id = forms.UUIDField(required=False, error_messages={"invalid": _("The key of this message is broken.")})

    def clean_client_id(self) -> Any:
        return self.cleaned_data["client_id"] or uuid4()


class EditForm(forms.Form):
    """The new text and the revision that the writer had before their eyes."""

    body = forms.CharField(label=_("Message"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 5}))
    rev = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """Why a message is taken down; writers and moderators have different reasons."""

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, error_messages={"required": _("Please choose one of the reasons.")}
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = AUTHOR_REASONS if own else MODERATOR_REASONS
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]  # type: ignore[attr-defined]


class ReactForm(forms.Form):
    """A word to a message; with a minus before it, taken back. Pressing twice does it once."""

    reaction = forms.CharField(max_length=16, error_messages={"max_length": TOO_LONG})


class ReadForm(forms.Form):
    """Up to which number somebody has read."""

    seq = forms.IntegerField(min_value=0)


def edit_form_for(message: Message) -> EditForm:
    """The form as it is opened."""
    return EditForm(initial={"body": message.body, "rev": message.rev})


def posted_data(request: HttpRequest) -> Any:
    """Fields of a form or of a JSON object; raises BadRequest for JSON that is no object of plain values."""
    if request.content_type != "application/json":
        return request.POST
    data = json_body(request)
    if not all(isinstance(value, (str, int)) for value in data.values()):
        raise BadRequest
    return data


def valid(form: forms.Form) -> dict[str, Any]:
    """The cleaned values, or InvalidInput with the first sentence of each field."""
    if form.is_valid():
        return form.cleaned_data
    raise InvalidInput({name: str(errors[0]) for name, errors in form.errors.items()})
