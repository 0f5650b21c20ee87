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


class StepBlock(blocks.StructBlock):
    """One of the five, with its drawing."""

    title = blocks.CharBlock(label=_("heading"), max_length=30)
    text = blocks.CharBlock(label=_("one sentence"), max_length=80)


class LoopBlock(SectionBlock):
    """The loop in five drawings."""

    live = "loop"

    steps = blocks.ListBlock(
        StepBlock(),
        label=_("steps"),
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

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    cohort_key = KeyBlock(label=_("key of the term"))
    source = blocks.CharBlock(label=_("source and date"), max_length=160)

    class Meta:
        label = _("Funnel of a term")


class PointBlock(blocks.StructBlock):
    """One measured number with its date."""

    label = blocks.CharBlock(label=_("what was counted"), max_length=30, required=False)
    value = blocks.FloatBlock(label=_("how many"))
    shown = blocks.CharBlock(label=_("as printed"), max_length=30, help_text=_("As it is printed, with its unit"))
    when = blocks.CharBlock(label=_("date"), max_length=30)


class SeriesBlock(blocks.StructBlock):
    """Two measured numbers as circles or as a slope."""

    title = blocks.CharBlock(label=_("heading"), max_length=60)
    form = SettingBlock(label=_("form"), choices=[("circles", _("two circles")), ("slope", _("slope"))])
    unit = blocks.CharBlock(label=_("unit"), max_length=30)
    points = blocks.ListBlock(PointBlock(), label=_("the two numbers"), min_num=2, max_num=2)
    sentence = blocks.CharBlock(label=_("what one sees"), max_length=160)
    source = blocks.CharBlock(label=_("source and date"), max_length=200)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        label = _("Two numbers")


class NumbersBlock(SectionBlock):
    """Figures side by side, each with its sentence, source, table and CSV."""

    live = "numbers"

    figures = blocks.StreamBlock([("funnel", FunnelBlock()), ("series", SeriesBlock())], label=_("figures"))

    class Meta:
        template = "home/sections/numbers.html"
        icon = "order"
        label = _("Numbers")


class GalleryBlock(SectionBlock):
    """Vision sketches that the entrants agreed to show."""

    live = "sketch_cases"

    count = blocks.IntegerBlock(label=_("how many are shown"), default=6, min_value=1, max_value=12)

    class Meta:
        template = "home/sections/gallery.html"
        icon = "image"
        label = _("Sketches")


class CasesBlock(SectionBlock):
    """Cases written by the editors."""

    live = "editorial_cases"

    count = blocks.IntegerBlock(label=_("how many are shown"), default=3, min_value=1, max_value=12)

    class Meta:
        template = "home/sections/cases.html"
        icon = "doc-full"
        label = _("Cases")
