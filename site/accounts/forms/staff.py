"""Input of the pages on which the office gives roles."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleKind
from accounts.forms.login import EmailForm
from accounts.scopes import kinds_for, scope_choices
from common.ui.typed import DayField


class RoleForm(EmailForm):
    """Who does what, for what, from when until when."""

    kind = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices)
    scope = forms.ChoiceField(label=_("Holds for"), required=False, choices=scope_choices)
    starts_on = DayField(label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = DayField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """A role and what it holds for must fit: a limit that nothing asks for would look like a right."""
        data = super().clean() or {}
        kind, scope = data.get("kind"), data.get("scope")
        if scope and kind and kind not in kinds_for(UUID(scope)):
            self.add_error("scope", _("This role cannot be limited to that. Please choose something else."))
        if kind == RoleKind.ORGANISER and scope == "":
            self.add_error("scope", _("An organiser keeps one community going. Please choose which one."))
        return data


class PolicyForm(forms.Form):
    """Who needs a second factor beyond those for whom it is always compulsory."""

    jurors = forms.BooleanField(label=_("Jurors need a second factor"), required=False)
    mentors = forms.BooleanField(label=_("Mentors need a second factor"), required=False)
