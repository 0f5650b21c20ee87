"""Drawings, pins and what is said at them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.files import PICTURES_AND_PDF
from common.files.types import accept_list
from common.text import TOO_LONG
from mentoring.enums import AnnotationState, Sticker
from mentoring.forms.base import CHOOSE, Keyed

WHOLE = 100


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
    width = forms.FloatField(
        label=_("Width (%), 0 is a point"), min_value=0, max_value=WHOLE, required=False, initial=0
    )
    height = forms.FloatField(
        label=_("Height (%), 0 is a point"), min_value=0, max_value=WHOLE, required=False, initial=0
    )
    sticker = forms.ChoiceField(
        label=_("Sticker"), choices=Sticker.choices, required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    body = forms.CharField(
        label=_("Comment"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("x", "y", "width", "height"):
            self.fields[name].widget.attrs["step"] = "any"

    def values(self) -> dict[str, Any]:
        """What `pin_comment` takes, besides the page."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("sticker", "body", "client_id")}
        place = {name: (data[name] or 0) / WHOLE for name in ("x", "y", "width", "height")}
        return {**place, **kept}


class PlaceForm(forms.Form):
    """Where a carried pin shall lie (per cent of the page, from the top left), and what its page was made from."""

    version = forms.IntegerField(min_value=1)
    page = forms.IntegerField(min_value=1)
    rev = forms.IntegerField(min_value=0)
    x = forms.FloatField(error_messages={"required": _("Please choose a point on the drawing.")})
    y = forms.FloatField(error_messages={"required": _("Please choose a point on the drawing.")})

    def values(self) -> dict[str, Any]:
        """What `shift_pin` takes, besides pin and page."""
        data = self.cleaned_data
        return {"rev": data["rev"], "x": data["x"] / WHOLE, "y": data["y"] / WHOLE}


class ReplyForm(Keyed):
    """An answer at a pin."""

    body = forms.CharField(required=False, strip=False)


class StateForm(forms.Form):
    """済みにする・戻す."""

    to = forms.ChoiceField(choices=AnnotationState.choices, error_messages=CHOOSE)
