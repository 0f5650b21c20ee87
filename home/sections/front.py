"""Sections of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.sections.base import KeyBlock, LinkBlock, SectionBlock, SettingBlock


class HeroBlock(SectionBlock):
    """The picture of the square, with what is open now below it. `underlined` is a part of the heading."""

    live = "calls"
    ground = "none"

    underlined = blocks.CharBlock(label=_("underlined part of the heading"), required=False, max_length=40)
    buttons = blocks.ListBlock(LinkBlock(), max_num=2, default=[], label=_("buttons"))

    class Meta:
        template = "home/sections/hero.html"
        icon = "home"
        label = _("Hero and open calls")


class LoopBlock(SectionBlock):
    """The loop in five drawings."""

    live = "loop"

    steps = blocks.ListBlock(
        blocks.StructBlock([("title", blocks.CharBlock(max_length=30)), ("text", blocks.CharBlock(max_length=80))]),
        min_num=5,
        max_num=5,
    )
    again = blocks.CharBlock(label=_("words on the way back"), max_length=30)

    class Meta:
        template = "home/sections/loop.html"
        icon = "rotate"
        label = _("The loop")


class FunnelBlock(blocks.StructBlock):
    """One dot is one company: entered, adopted, finished. Counted anew for each reader."""

    title = blocks.CharBlock(max_length=60)
    cohort_key = KeyBlock(label=_("key of the term"))
    source = blocks.CharBlock(max_length=160)

    class Meta:
        label = _("Funnel of a term")


class PointBlock(blocks.StructBlock):
    """One measured number with its date."""

    label = blocks.CharBlock(max_length=30, required=False)
    value = blocks.FloatBlock()
    shown = blocks.CharBlock(max_length=30, help_text=_("As it is printed, with its unit"))
    when = blocks.CharBlock(max_length=30)


class SeriesBlock(blocks.StructBlock):
    """Two measured numbers as circles or as a slope."""

    title = blocks.CharBlock(max_length=60)
    form = SettingBlock(choices=[("circles", _("two circles")), ("slope", _("slope"))])
    unit = blocks.CharBlock(max_length=30)
    points = blocks.ListBlock(PointBlock(), min_num=2, max_num=2)
    sentence = blocks.CharBlock(max_length=160)
    source = blocks.CharBlock(max_length=200)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        label = _("Two numbers")


class NumbersBlock(SectionBlock):
    """Figures side by side, each with its sentence, source, table and CSV."""

    live = "numbers"

    figures = blocks.StreamBlock([("funnel", FunnelBlock()), ("series", SeriesBlock())])

    class Meta:
        template = "home/sections/numbers.html"
        icon = "order"
        label = _("Numbers")


class GalleryBlock(SectionBlock):
    """Vision sketches that the entrants agreed to show."""

    live = "sketch_cases"

    count = blocks.IntegerBlock(default=6, min_value=1, max_value=12)

    class Meta:
        template = "home/sections/gallery.html"
        icon = "image"
        label = _("Sketches")


class CasesBlock(SectionBlock):
    """Cases written by the editors."""

    live = "editorial_cases"

    count = blocks.IntegerBlock(default=3, min_value=1, max_value=12)

    class Meta:
        template = "home/sections/cases.html"
        icon = "doc-full"
        label = _("Cases")
