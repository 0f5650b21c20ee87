"""Before and after as two sheets of paper."""

from typing import Any

from django.utils.translation import gettext as _

from common.ui.components.sheets import BeforeAfter, Drawn
from home.drawings import Picture, drawing
from home.live import Question, source

SIZE = "fill-1200x750"


def pair_of(
    before: Picture | None, after: Picture | None, *, note: str = "", eager: bool = False
) -> BeforeAfter | None:
    """Both pictures, their captions saying which is which; None when one is missing. `note` stands below each."""
    if before is None or after is None:
        return None
    first = _("Before: %(caption)s") % {"caption": before.caption}
    second = _("After: %(caption)s") % {"caption": after.caption}
    return BeforeAfter(_sheet(before, first, note, eager), _sheet(after, second, note, eager))


def _sheet(picture: Picture, title: str, note: str, eager: bool) -> Drawn:
    return Drawn(
        picture.url, picture.alt, title, note, width=picture.width, height=picture.height, eager=eager
    )  # fmt: skip


@source("before_after")
def before_after(question: Question) -> dict[str, Any]:
    """The pictures of the section; nothing while one of them has gone from the library."""
    return {"pair": pair_of(_picture(question.value["before"]), _picture(question.value["after"]))}


def _picture(side: Any) -> Picture | None:
    """The picture of the library, otherwise the drawing; what the editor wrote about it comes first."""
    if side["image"] is None:
        drawn = drawing(side["drawing"] or "", side["caption"])
        return Picture(drawn.url, side["alt"] or drawn.alt, caption=side["caption"]) if drawn else None
    made = side["image"].get_rendition(SIZE)
    return Picture(made.url, side["alt"], made.width, made.height, caption=side["caption"])
