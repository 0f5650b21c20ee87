"""Input about organisations. What is right is decided by the actions; forms only know which fields there are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberRole, OrganisationKind
from accounts.forms.login import EmailForm
from accounts.models import Organisation
from common.codes import EMPLOYEE_BANDS, INDUSTRIES
from common.text import TOO_LONG

NOTHING = [("", _("Please choose"))]


class OrganisationForm(forms.ModelForm):
    """The data of an organisation, as typed: full-width digits and hyphens are fine."""

    corporate_number = forms.CharField(
        label=_("Corporate number"), required=False, max_length=40, error_messages={"max_length": TOO_LONG}
    )
    postal_code = forms.CharField(
        label=_("Postal code"), required=False, max_length=20, error_messages={"max_length": TOO_LONG}
    )
    municipality_code = forms.CharField(
        label=_("Municipality code"), required=False, max_length=20, error_messages={"max_length": TOO_LONG}
    )
    industry = forms.ChoiceField(label=_("Industry"), required=False, choices=[*NOTHING, *INDUSTRIES.items()])
    employees = forms.ChoiceField(label=_("Employees"), required=False, choices=[*NOTHING, *EMPLOYEE_BANDS.items()])

    class Meta:
        model = Organisation
        fields = ("name", "kana", "kind", "corporate_number", "industry", "employees",
                  "postal_code", "address", "municipality_code", "phone")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*NOTHING, *OrganisationKind.choices]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Leave the instance alone: the action writes, also the normalised forms of the codes."""

    def clean(self) -> dict[str, Any]:
        """Empty fields as empty texts, whatever the model makes of them."""
        return {name: value or "" for name, value in (super().clean() or {}).items()}


class InvitationForm(EmailForm):
    """Whom to invite, as what."""

    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, initial=MemberRole.STAFF, widget=forms.RadioSelect
    )


class MemberRoleForm(forms.Form):
    """What a member is to become."""

    role = forms.ChoiceField(choices=MemberRole.choices)
