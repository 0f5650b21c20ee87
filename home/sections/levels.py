"""A few numbers that belong together: levels of a pyramid, a share of a hundred, steps going up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.sections.base import SectionBlock, SettingBlock

PYRAMID, WAFFLE, STAIRS = "pyramid", "waffle", "stairs"
LEVEL_FORMS = ((PYRAMID, _("pyramid")), (WAFFLE, _("hundred squares")), (STAIRS, _("stairs")))
LEAST_ROWS, MOST_ROWS = 2, 6
WHOLE_AND_PART, PER_CENT = 2, 100


class LevelBlock(blocks.StructBlock):
    """One number: what was counted, how it is printed, when."""

    label = blocks.CharBlock(label=_("what was counted"), max_length=50)
    value = blocks.FloatBlock(label=_("how many"), min_value=0, required=False, help_text=_("Stairs need none"))
    shown = blocks.CharBlock(label=_("as printed"), max_length=30, help_text=_("As it is printed, with its unit"))
    when = blocks.CharBlock(label=_("date"), max_length=30)


class LevelsBlock(SectionBlock):
    """Numbers typed by an editor, drawn as pyramid, hundred squares or stairs, with their table and CSV."""

    live = "levels"

    form = SettingBlock(
        choices=LEVEL_FORMS,
        label=_("form"),
        help_text=_(
            "Hundred squares: two rows, first how many there are, then the share in per cent. "
            "Stairs: from the lowest step up; their height shows the order only."
        ),
    )
    rows = blocks.ListBlock(LevelBlock(), min_num=LEAST_ROWS, max_num=MOST_ROWS, label=_("rows"))
    sentence = blocks.CharBlock(label=_("what one sees"), max_length=160)
    source = blocks.CharBlock(label=_("source and date"), max_length=200)
    is_made_up = blocks.BooleanBlock(required=False, label=_("made up"))

    class Meta:
        template = "home/sections/levels.html"
        icon = "order"
        label = _("Numbers as pyramid, squares or stairs")

    def clean(self, value: Any) -> Any:
        """Refuse rows from which the chosen form cannot be drawn."""
        cleaned = super().clean(value)
        problem = _problem(cleaned["form"], [row["value"] for row in cleaned["rows"]])
        if problem:
            raise blocks.StructBlockValidationError(block_errors={"rows": ValidationError(problem)})
        return cleaned


def _problem(form: str, values: list[float | None]) -> Any:
    """Why these numbers do not make this form; empty when they do."""
    if form == STAIRS:
        return ""
    if None in values:
        return _("Please give every row its number.")
    if form == WAFFLE and (len(values) != WHOLE_AND_PART or (values[-1] or 0) > PER_CENT):
        return _("Please give two rows: how many there are, and the share in per cent (0 to 100).")
    return ""
