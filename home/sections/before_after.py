"""Two pictures: how it was, how it became."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.drawings import DRAWING_CHOICES
from home.sections.base import SectionBlock, SettingBlock


class SideBlock(blocks.StructBlock):
    """One of the two: a drawing of ours, or a picture of the library, which must say what happens in it."""

    drawing = SettingBlock(choices=DRAWING_CHOICES, required=False, label=_("drawing"))
    image = ImageChooserBlock(required=False, label=_("or a picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=80)
    alt = blocks.CharBlock(
        label=_("what happens in the picture"), max_length=160, required=False,
        help_text=_("For people who do not see it. A drawing brings its own words when this is empty."),
    )  # fmt: skip

    def clean(self, value: Any) -> Any:
        """Refuse no picture, two of them, and one that people who do not see it could not know about."""
        cleaned = super().clean(value)
        if bool(cleaned["drawing"]) == bool(cleaned["image"]):
            error = ValidationError(_("Please choose a drawing or a picture, one of them."))
            raise blocks.StructBlockValidationError(block_errors={"drawing": error})
        if cleaned["image"] and not cleaned["alt"]:
            error = ValidationError(_("Please write what happens in the picture."))
            raise blocks.StructBlockValidationError(block_errors={"alt": error})
        return cleaned


class BeforeAfterBlock(SectionBlock):
    """Two pictures that can be laid on top of each other; without JavaScript they stand beside each other."""

    live = "before_after"
    script = "compare"

    before = SideBlock(label=_("Before"))
    after = SideBlock(label=_("After"))
    source = blocks.CharBlock(label=_("source and date"), max_length=200, required=False)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        template = "home/sections/before_after.html"
        icon = "image"
        label = _("Before and after")
