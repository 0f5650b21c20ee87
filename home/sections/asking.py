"""Sections that ask and tell: news, one question with one tap, numbers typed by editors."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.sections.base import KeyBlock, SectionBlock, SettingBlock

LEAST_OPTIONS, MOST_OPTIONS = 2, 6


class NewsBlock(SectionBlock):
    """The newest news; nothing is drawn while there are none."""

    live = "latest_news"

    count = blocks.IntegerBlock(label=_("how many are shown"), default=3, min_value=1, max_value=6)

    class Meta:
        template = "home/sections/news.html"
        icon = "calendar-alt"
        label = _("News")


class PollKeyBlock(KeyBlock):
    """Names the question in all languages; letters, digits and - only, since it stands in a cookie's name."""

    def clean(self, value: Any) -> Any:
        """Refuse what could not stand there."""
        text = str(super().clean(value))
        if not text.replace("-", "").isalnum() or not text.isascii():
            raise ValidationError(_("Please use letters, digits and - only."))
        return text


class PollBlock(SectionBlock):
    """One tap, no login. The heading is the question. Once people have answered, options keep their order."""

    live = "poll"

    key = PollKeyBlock(
        label=_("key of the question"), max_length=40, help_text=_("The same in every language, so that votes add up.")
    )
    options = blocks.ListBlock(
        blocks.CharBlock(max_length=40), min_num=LEAST_OPTIONS, max_num=MOST_OPTIONS, label=_("answers")
    )

    class Meta:
        template = "home/sections/poll.html"
        icon = "tick-inverse"
        label = _("One question, one tap")


class BarBlock(blocks.StructBlock):
    """One row of numbers."""

    label = blocks.CharBlock(label=_("what was counted"), max_length=30)
    value = blocks.FloatBlock(label=_("how many"), min_value=0)
    shown = blocks.CharBlock(
        label=_("as printed"),
        max_length=30,
        required=False,
        help_text=_("With its unit, when the number is a rough one"),
    )


class BarsBlock(SectionBlock):
    """Numbers typed by an editor, drawn as bars, with their table and CSV."""

    live = "bars"

    rows = blocks.ListBlock(BarBlock(), min_num=2, max_num=12, label=_("rows"))
    unit = blocks.CharBlock(label=_("unit"), max_length=20)
    sentence = blocks.CharBlock(label=_("what one sees"), max_length=160)
    source = blocks.CharBlock(label=_("source and date"), max_length=200)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        template = "home/sections/bars.html"
        icon = "order"
        label = _("Numbers as bars")


class CheckBlock(blocks.StructBlock):
    """How one criterion of the standard came out."""

    number = blocks.RegexBlock(
        label=_("number in the standard"),
        regex=r"^[1-4]\.[1-5]\.[0-9]{1,2}$",
        error_messages={"invalid": _("As 1.4.3.")},
    )
    name = blocks.CharBlock(label=_("name of the criterion"), max_length=80)
    outcome = SettingBlock(
        label=_("how it came out"),
        choices=[("passes", _("passes")), ("fails", _("fails")), ("absent", _("does not apply"))],
        default="passes",
    )
    note = blocks.CharBlock(label=_("note"), max_length=120, required=False)

    class Meta:
        label = _("Criterion")
