"""The five fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions import checked_email
from common.errors import InvalidInput
from common.text import TOO_LONG, as_data, as_name, digits, is_visible

LEAST_DIGITS = 3
ADDRESS = {
    "type": "email",
    "inputmode": "email",
    "autocapitalize": "none",
    "spellcheck": "false",
}


def _words(label: Any, missing: Any, length: int, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


class SetupForm(forms.Form):
    """Who runs the site and how people reach them; then the first administrator."""

    name = _words(_("Name of the site"), _("Please enter a name."), 60, autocomplete="organization")
    contact = _words(_("Contact address"), _("Please enter an e-mail address."), 254, autocomplete="email", **ADDRESS)
    phone = _words(_("Telephone"), _("Please enter a telephone number."), 30, inputmode="tel", autocomplete="tel")
    email = _words(
        _("Your e-mail address"), _("Please enter your e-mail address."), 254, autocomplete="email", **ADDRESS
    )
    display_name = _words(_("Your display name"), _("Please enter a name."), 60, autocomplete="nickname")

    def clean_name(self) -> str:
        """A name that can be seen."""
        return self._name("name")

    def clean_display_name(self) -> str:
        """A name that can be seen."""
        return self._name("display_name")

    def clean_contact(self) -> str:
        """An address in the form in which it is kept."""
        return self._address("contact")

    def clean_email(self) -> str:
        """An address in the form in which it is kept."""
        return self._address("email")

    def clean_phone(self) -> str:
        """As it was typed, full width made narrow; there must be digits in it."""
        phone = as_data(self.cleaned_data["phone"])
        if len(digits(phone)) < LEAST_DIGITS:
            raise forms.ValidationError(_("Please enter a telephone number with digits."))
        return phone

    def _name(self, field: str) -> str:
        try:
            name = as_name(self.cleaned_data[field])
        except InvalidInput as error:
            raise forms.ValidationError([str(sentence) for sentence in error.fields.values()]) from error
        if not is_visible(name):
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return name

    def _address(self, field: str) -> str:
        try:
            return checked_email(self.cleaned_data[field])
        except InvalidInput as error:
            raise forms.ValidationError([str(sentence) for sentence in error.fields.values()]) from error
