"""Input of one's own account page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.login import LONGEST_PASSWORD
from accounts.models import User
from common.text import TOO_LONG


class ProfileForm(forms.ModelForm):
    """How others see the person, the real name, and the language of the mails."""

    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ("display_name", "family_name", "given_name", "language")


class PasswordForm(forms.Form):
    """A new password, once: it can be looked at while it is typed."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Please enter a password."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["spellcheck"] = "false"
