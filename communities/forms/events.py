"""Registering for an event, and planning one. What is possible is judged by the actions."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.dates import TOKYO, jst
from common.errors import HirobaError, InvalidInput
from common.text import TOO_LONG
from common.ui.typed import ClockField, DayField
from communities.actions import Plan
from communities.enums import EventMode
from communities.models import EMAIL_LENGTH, PERSON_LENGTH, Event

END_OF_DAY = time(23, 59)
NO_DAY = {
    "required": _("Please give the day."),
    "invalid": _("Please give the day as year, month and day."),
}
NO_TIME = {
    "required": _("Please give the time."),
    "invalid": _("Please give the time like this: 13:30"),
}
NO_NUMBER = {"invalid": _("Please give a number.")}


def show_error(form: forms.Form, error: HirobaError) -> None:
    """Put an action's sentences under the fields they belong to, the rest on top of the form."""
    fields = error.fields if isinstance(error, InvalidInput) else {"": error.sentence}
    for name, sentence in fields.items():
        form.add_error(name if name in form.fields else None, str(sentence))


class RegisterForm(forms.Form):
    """Two fields; a doubled submit registers once."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=PERSON_LENGTH,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name."), "max_length": TOO_LONG},
    )
    # Whether it is an address is decided where it is kept (`checked_email`), which also takes full-width letters.
    email = forms.CharField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please give your e-mail address."), "max_length": TOO_LONG},
    )
    client_id = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": _("The key of this form is broken.")}
    )

    def clean_client_id(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


def with_fresh_key(form: RegisterForm) -> RegisterForm:
    """The form as it goes back after an error: a key that was used or broken must not be in the way of the next try."""
    form.data = {**form.data.dict(), "client_id": str(uuid4())}  # type: ignore[attr-defined]
    form.errors.pop("client_id", None)
    return form


def _time_field(label: Any) -> ClockField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return ClockField(label=label, widget=widget, error_messages=NO_TIME)


class EventForm(forms.Form):
    """An event of one day, as organisers plan it; times are of Japan."""

    title_ja = forms.CharField(
        label=pgettext_lazy("event", "Title"),
        max_length=60,
        error_messages={"required": _("Please give the event a title."), "max_length": TOO_LONG},
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=60, required=False, error_messages={"max_length": TOO_LONG}
    )
    summary_ja = forms.CharField(
        label=_("What happens there"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say in a sentence what happens there."), "max_length": TOO_LONG},
    )
    summary_en = forms.CharField(
        label=_("What happens there, in English"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    day = DayField(label=_("Day"), error_messages=NO_DAY)
    starts = _time_field(_("Begins"))
    ends = _time_field(_("Ends"))
    closes_on = DayField(
        label=_("Last day of registration"),
        help_text=_("Until the end of that day; on the day of the event, until it begins."),
        error_messages=NO_DAY,
    )
    mode = forms.ChoiceField(
        label=_("How people meet"), choices=EventMode.choices, initial=EventMode.PLACE, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False, error_messages={"max_length": TOO_LONG})
    link = forms.URLField(
        label=pgettext_lazy("event", "Link to the meeting"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Sent by mail to those who have a seat; not shown on the page."),
        error_messages={"invalid": _("Please give an address with https://."), "max_length": TOO_LONG},
    )
    needed = forms.IntegerField(
        label=_("People needed"),
        min_value=0,
        initial=0,
        help_text=_("It takes place when so many come. 0: it takes place in any case."),
        error_messages=NO_NUMBER,
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        required=False,
        help_text=_("Who comes later gets a place on the waiting list. Empty: no limit."),
        error_messages=NO_NUMBER,
    )
    rev = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def plan(self) -> Plan:
        """What `announce_event` and `change_event` take; raises InvalidInput for a day that cannot be."""
        data = self.cleaned_data
        starts_at = _instant(data["day"], data["starts"])
        same = ("title_ja", "title_en", "summary_ja", "summary_en", "mode", "place", "link", "needed", "capacity")
        return Plan(
            starts_at=starts_at,
            ends_at=_instant(data["day"], data["ends"]),
            closes_at=starts_at if data["closes_on"] == data["day"] else _instant(data["closes_on"], END_OF_DAY),
            **{name: data[name] for name in same},
        )


def plan_form_for(event: Event) -> EventForm:
    """The form as it is opened for changing."""
    same = ("title_ja", "title_en", "summary_ja", "summary_en", "mode", "place", "link", "needed", "capacity", "rev")
    days = {
        "day": jst(event.starts_at).date(),
        "starts": jst(event.starts_at).time(),
        "ends": jst(event.ends_at).time(),
        "closes_on": jst(event.closes_at).date(),
    }
    return EventForm(initial={**{name: getattr(event, name) for name in same}, **days})


def _instant(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TOKYO)
