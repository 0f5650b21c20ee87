"""What people send. Texts are judged by the actions, so that form and JSON meet the same rules."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Entry
from common.dates import TOKYO
from common.errors import HirobaError, InvalidInput
from common.files import PICTURES_AND_PDF
from common.files.types import accept_list
from common.text import TOO_LONG
from common.ui.widgets import DatePartsInput
from mentoring.enums import AnnotationState, Mode, Sticker

FIRST_HOUR, LAST_HOUR = 8, 20
QUARTERS = [time(hour, minute) for hour in range(FIRST_HOUR, LAST_HOUR + 1) for minute in (0, 15, 30, 45)]
CHOOSE = {"required": _("Please choose one answer."), "invalid_choice": _("Please choose one answer.")}
LENGTHS = (30, 45, 60, 90, 120)
WHOLE = 100


def valid(form: forms.Form) -> dict[str, Any]:
    """The cleaned values, or InvalidInput with the first sentence of each field."""
    if form.is_valid():
        return form.cleaned_data
    raise InvalidInput({name: str(errors[0]) for name, errors in form.errors.items()})


def show_error(form: forms.Form, error: HirobaError) -> forms.Form:
    """Put an action's sentences under the fields they belong to, the rest on top of the form."""
    form.full_clean()
    fields = error.fields if isinstance(error, InvalidInput) else {"": error.sentence}
    for name, sentence in fields.items():
        form.add_error(name if name in form.fields else None, str(sentence))
    return form


class Keyed(forms.Form):
    """A form whose doubled submit does the thing once; a bare client without a key counts as new."""

    client_id = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": _("The key of this form is broken.")}
    )

    def clean_client_id(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


class SlotForm(forms.Form):
    """One hour that a mentor offers; the times are quarter-hours of Japan."""

    day = forms.DateField(
        label=_("Day"),
        widget=DatePartsInput,
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
    place = forms.CharField(label=_("Place"), required=False, max_length=120, error_messages={"max_length": TOO_LONG})

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("Please give a full address that begins with https://."))
        return link

    def span(self) -> dict[str, datetime]:
        """Start and end as instants."""
        day: date = self.cleaned_data["day"]
        starts = datetime.combine(day, time.fromisoformat(self.cleaned_data["starts"]), TOKYO)
        return {"starts_at": starts, "ends_at": starts + timedelta(minutes=self.cleaned_data["minutes"])}

    def values(self) -> dict[str, Any]:
        """What `add_slot` takes."""
        return {**self.span(), **{name: self.cleaned_data[name] for name in ("mode", "link", "place")}}


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


class VersionForm(Keyed):
    """A drawing with the line that says what it shows."""

    file = forms.FileField(
        label=_("The drawing"),
        help_text=_("A photo or picture (JPEG, PNG, WebP, HEIC) or a PDF, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": accept_list(PICTURES_AND_PDF)}),
        error_messages={
            "required": _("Please choose a file."),
            "missing": _("Please choose a file."),
            "empty": _("This file is empty. Please choose another one."),
            "invalid": _("Please choose a file."),
        },
    )
    caption = forms.CharField(
        label=_("What the drawing shows, in one line"),
        max_length=120,
        help_text=_("For example: Six workshops pass parts along. Read aloud to those who do not see the drawing."),
        error_messages={"required": _("Please say in one line what the drawing shows."), "max_length": TOO_LONG},
    )


class SketchForm(VersionForm):
    """A new sketch: its title and the first version."""

    title = forms.CharField(
        label=_("Title"),
        max_length=80,
        error_messages={"required": _("Please give the sketch a title."), "max_length": TOO_LONG},
    )
    field_order = ["title", "file", "caption", "client_id"]


class PinForm(Keyed):
    """A pin: where (per cent of the page, from the top left), which sticker, what is said."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    x = forms.FloatField(
        label=_("From the left (%)"),
        min_value=0,
        max_value=WHOLE,
        initial=50,
        error_messages={"required": _("Please choose a point on the drawing.")},
    )
    y = forms.FloatField(
        label=_("From the top (%)"),
        min_value=0,
        max_value=WHOLE,
        initial=50,
        error_messages={"required": _("Please choose a point on the drawing.")},
    )
    sticker = forms.ChoiceField(
        label=_("Sticker"), choices=Sticker.choices, required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    body = forms.CharField(
        label=_("Comment"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("x", "y"):
            self.fields[name].widget.attrs["step"] = "any"

    def values(self) -> dict[str, Any]:
        """What `pin_comment` takes, besides the page."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("sticker", "body", "client_id")}
        return {"x": data["x"] / WHOLE, "y": data["y"] / WHOLE, **kept}


class ReplyForm(Keyed):
    """An answer at a pin."""

    body = forms.CharField(required=False, strip=False)


class StateForm(forms.Form):
    """済みにする・戻す."""

    to = forms.ChoiceField(choices=AnnotationState.choices, error_messages=CHOOSE)
