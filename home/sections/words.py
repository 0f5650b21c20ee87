"""Sections of words: text, voices, numbers with their source, the way a piece of work took, the next step."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.sections.base import LinkBlock, SectionBlock


class VoiceBlock(blocks.StructBlock):
    """What somebody said, by role, never by name."""

    role = blocks.CharBlock(label=_("who said it, as a role"), max_length=60)
    text = blocks.CharBlock(label=_("what was said"), max_length=160)
    place = blocks.CharBlock(label=_("place and date"), max_length=60, required=False)

    class Meta:
        icon = "openquote"
        label = _("Voice")


class StatBlock(blocks.StructBlock):
    """A number with its source."""

    value = blocks.CharBlock(label=_("as printed"), max_length=12)
    unit = blocks.CharBlock(label=_("unit"), max_length=20, required=False)
    label = blocks.CharBlock(label=_("what was counted"), max_length=80)
    source = blocks.CharBlock(label=_("source and date"), max_length=120)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        icon = "order"
        label = _("Number")


class StationBlock(blocks.StructBlock):
    """One station on the way."""

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    note = blocks.CharBlock(label=_("note"), max_length=80, required=False)


class PathBlock(blocks.StructBlock):
    """The stations a piece of work passed."""

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    text = blocks.CharBlock(label=_("one sentence"), max_length=200, required=False)
    source = blocks.CharBlock(label=_("source and date"), max_length=160, required=False)
    steps = blocks.ListBlock(StationBlock(), label=_("stations"), min_num=2)

    class Meta:
        icon = "tasks"
        label = _("Path")


class FigureBlock(SectionBlock):
    """A picture with its alternative text and source."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("what happens in the picture"), max_length=160, help_text=_("For people who do not see it.")
    )
    source = blocks.CharBlock(label=_("source and date"), max_length=160, required=False)

    class Meta:
        template = "home/sections/figure.html"
        icon = "image"
        label = _("Picture")


class VoicesBlock(SectionBlock):
    """Voices beside each other."""

    voices = blocks.ListBlock(VoiceBlock(), label=_("voices"))

    class Meta:
        template = "home/sections/voices.html"
        icon = "openquote"
        label = _("Voices")


class TextBlock(SectionBlock):
    """Plain paragraphs."""

    paragraphs = blocks.ListBlock(blocks.TextBlock(label=_("paragraph")), label=_("paragraphs"))

    class Meta:
        template = "home/sections/text.html"
        icon = "pilcrow"
        label = _("Text")


class NextBlock(LinkBlock):
    """The one next step at the foot of a page; without a target it leads to what is open now."""

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    text = blocks.CharBlock(label=_("one sentence"), required=False, max_length=160)

    class Meta:
        icon = "arrow-right"
        label = _("Next step")
