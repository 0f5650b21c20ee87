"""Hours that a mentor offers, and booking one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Entry
from common.dates import TOKYO
from common.text import TOO_LONG
from common.ui.typed import DayField
from mentoring.enums import Mode
from mentoring.forms.base import CHOOSE
from mentoring.forms.rooms import room_field

FIRST_HOUR, LAST_HOUR = 8, 20
QUARTERS = [time(hour, minute) for hour in range(FIRST_HOUR, LAST_HOUR + 1) for minute in (0, 15, 30, 45)]
LENGTHS = (30, 45, 60, 90, 120)


def checked_link(link: str) -> str:
    """A link that browsers open safely, or the sentence."""
    if link and not link.startswith("https://"):
        raise forms.ValidationError(_("Please give a full address that begins with https://."))
    return link


class SlotForm(forms.Form):
    """One hour that a mentor offers; the times are quarter-hours of Japan."""

    day = DayField(
        label=_("Day"),
        error_messages={
            "required": _("Please give the day."),
            "invalid": _("Please give the day as year, month and day."),
        },
    )
    starts = forms.ChoiceField(
        label=_("From"), choices=[(f"{t:%H:%M}", f"{t:%H:%M}") for t in QUARTERS], error_messages=CHOOSE
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"),
        coerce=int,
        choices=[(n, str(n)) for n in LENGTHS],
        initial=60,
        widget=forms.Select,
        error_messages=CHOOSE,
    )
    mode = forms.ChoiceField(
        label=_("How you meet"),
        choices=Mode.choices,
        initial=Mode.ONLINE,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    link = forms.URLField(
        label=_("Link to the meeting"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Shown only to those who have booked."),
        error_messages={
            "invalid": _("Please give a full address that begins with https://."),
            "max_length": TOO_LONG,
        },
    )
    room = room_field()
    place = forms.CharField(label=_("Place"), required=False, max_length=120, error_messages={"max_length": TOO_LONG})

    def clean_link(self) -> str:
        return checked_link(str(self.cleaned_data["link"]))

    def span(self) -> dict[str, datetime]:
        """Start and end as instants."""
        day: date = self.cleaned_data["day"]
        starts = datetime.combine(day, time.fromisoformat(self.cleaned_data["starts"]), TOKYO)
        return {"starts_at": starts, "ends_at": starts + timedelta(minutes=self.cleaned_data["minutes"])}

    def values(self) -> dict[str, Any]:
        """What `add_slot` takes."""
        return {**self.span(), **{name: self.cleaned_data[name] for name in ("mode", "link", "place", "room")}}


class BookForm(forms.Form):
    """For which entry one books; a person with one entry is not asked."""

    entry = forms.ChoiceField(
        label=_("For which entry"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose for which entry you book."),
            "invalid_choice": _("You can book only for an entry of your own. Please choose it again."),
        },
    )

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.public_id): entry for entry in entries}
        field = self.fields["entry"]
        field.choices = [(key, entry.title or entry.org_name) for key, entry in self.entries.items()]  # type: ignore[attr-defined]
        if len(entries) == 1:
            field.initial = next(iter(self.entries))
            field.widget = forms.HiddenInput()

    def chosen(self) -> Entry:
        """The entry of a valid form."""
        return self.entries[self.cleaned_data["entry"]]
