"""What is asked of the audit trail, and how people want to hear by mail."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.enums import Frequency
from activity.queries import DIGEST, RecordFilter, frequencies_of
from activity.words import find_subjects
from common.dates import TOKYO
from common.text import TOO_LONG
from common.ui.typed import FAR_AWAY, FIRST_DAY, LAST_DAY

DEEDS = [("", _("Read or changed")), ("read", _("Only read")), ("changed", _("Only changed"))]
MOST_PEOPLE = 50
FIRST, LAST = (datetime.combine(day, time(0), TOKYO) for day in (FIRST_DAY, LAST_DAY))


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    limits = [MinValueValidator(FIRST, FAR_AWAY), MaxValueValidator(LAST, FAR_AWAY)]
    return forms.DateTimeField(label=label, required=False, widget=widget, validators=limits)


class RecordForm(forms.Form):
    """Who read or changed X between A and B; every field may stay empty."""

    about = forms.CharField(
        label=_("What it is about"),
        help_text=_("Receipt number, name, e-mail address, or the id from an address"),
        max_length=100,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    who = forms.CharField(
        label=_("Who"),
        help_text=_("E-mail address or name"),
        max_length=100,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    since = _moment(_("Since when"))
    until = _moment(_("Until when"))
    deed = forms.ChoiceField(label=_("What was done"), choices=DEEDS, required=False)

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if isinstance(since, datetime) and isinstance(until, datetime) and until <= since:
            self.add_error("until", _("Please choose a moment after the beginning."))
        return data

    def asked(self) -> RecordFilter:
        """The filter; call it on a valid form only."""
        data = self.cleaned_data
        return RecordFilter(
            subjects=find_subjects(data["about"]) if data["about"] else None,
            people=people_named(data["who"]) if data["who"] else None,
            since=data["since"],
            until=data["until"],
            deed=data["deed"],
        )


class PreferenceForm(forms.Form):
    """One radio group for each kind that can be chosen."""

    def __init__(self, *args: Any, person: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self._kinds: dict[str, str] = {}
        for kind, frequency in frequencies_of(person):
            if kind.name == DIGEST:
                continue
            name = kind.name.replace("/", "-")
            self._kinds[name] = kind.name
            self.fields[name] = forms.ChoiceField(
                label=str(kind.label), choices=Frequency.choices, widget=forms.RadioSelect, initial=frequency
            )

    def chosen(self) -> list[tuple[str, str]]:
        """Each kind with the choice."""
        return [(kind, self.cleaned_data[name]) for name, kind in self._kinds.items()]


def people_named(text: str) -> frozenset[int]:
    """The people somebody means by an address or a part of a name."""
    means = Q(email=text.strip().lower()) | Q(display_name__icontains=text.strip())
    return frozenset(User.objects.filter(means).values_list("pk", flat=True)[:MOST_PEOPLE])
