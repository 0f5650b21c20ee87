"""Rooms: choosing one for hours on site, and the office's list of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import TOO_LONG
from mentoring.forms.base import CHOOSE
from mentoring.models import Room


def room_field() -> forms.ModelChoiceField[Room]:
    """The open rooms, or none: then one writes the place."""
    return forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.filter(is_active=True).select_related("venue"),
        to_field_name="public_id",
        required=False,
        empty_label=_("Another place (write it below)"),
        help_text=_("A booking reserves the room too."),
        error_messages=CHOOSE,
    )


class RoomForm(forms.Form):
    """A room of a house; a house that is not known yet is added with it."""

    venue = forms.CharField(
        label=_("House"), max_length=60,
        error_messages={"required": _("Please give the house and the room."), "max_length": TOO_LONG},
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), required=False, max_length=120, error_messages={"max_length": TOO_LONG}
    )
    name = forms.CharField(
        label=_("Room"), max_length=50,
        error_messages={"required": _("Please give the house and the room."), "max_length": TOO_LONG},
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What `add_room` takes."""
        return {name: self.cleaned_data[name] for name in ("venue", "address", "name")}
