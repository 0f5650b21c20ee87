"""Input of the login pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import TOO_LONG, as_data, digits

CODE_DIGITS = 6
# After many wrong guesses at an account (actions.codes).
LONG_CODE_DIGITS = 10
# Longer ones only cost time to hash.
LONGEST_PASSWORD = 128


class EmailForm(forms.Form):
    """Where the code shall be sent."""

    # A plain text field: the browser's own e-mail check refuses full-width letters, which we can read.
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "inputmode": "email",
                "autocomplete": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Please enter your e-mail address."), "max_length": TOO_LONG},
    )


class CodeForm(forms.Form):
    """The digits from the mail, however they are typed or pasted."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("Please enter the digits from the mail."), "max_length": TOO_LONG},
    )

    def clean_code(self) -> str:
        """Six digits, ten after many wrong guesses, or how many there are now."""
        code = digits(as_data(self.cleaned_data["code"]))
        if len(code) not in {CODE_DIGITS, LONG_CODE_DIGITS}:
            raise forms.ValidationError(
                _("The code in the mail has 6 digits or 10. There are %(count)s now.") % {"count": len(code)}
            )
        return code


class PasswordLoginForm(EmailForm):
    """Address and password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please enter your password."), "max_length": TOO_LONG},
    )


class SecondFactorForm(forms.Form):
    """Six digits of the authenticator app, or a recovery code of eight."""

    code = forms.CharField(
        label=_("Code of the app"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("Please enter the digits that the app shows."), "max_length": TOO_LONG},
    )
