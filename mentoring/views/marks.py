"""The pins as they lie on the drawing: drops, stickers, boxes.

Written as one text instead of by the components `pin` and `sticker`: a page may have five hundred and has 80 ms, and
a template takes ten times as long. What goes in are numbers, ids and our own words, which are escaped.
"""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.templatetags.ui import icon_html
from mentoring.enums import AnnotationState, Sticker
from mentoring.models import Annotation
from mentoring.queries import OpenSketch
from mentoring.views.lines import address_of

# Past this share of the width a sticker hangs to the left of its pin, so that it stays on the drawing.
TURN = 0.6
DROP = (
    '<a class="pin" href="{href}" {at}{done} aria-label="{label}" data-pin="{id}"{described}>'
    "<span><b>{number}</b></span></a>\n"
)
STICKER = (
    '<span class="sticker" data-kind="{kind}" data-lean="{lean}" {at} data-pinned="{id}" data-side="{side}"{settled}>'
    "{words}</span>\n"
)
BOX = (
    '<svg class="pinbox" data-boxed="{id}"{settled} viewBox="0 0 100 100" preserveAspectRatio="none" '
    'aria-hidden="true">'
    '<rect x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}" '
    'vector-effect="non-scaling-stroke"/></svg>\n'
)


def pin_marks(table: OpenSketch) -> SafeString:
    """Every pin of the page; one whose card is not in the list leads to the page that has it."""
    with_card = {thread.pin.pk for thread in table.threads}
    elsewhere = conditional_escape(address_of(table))
    labels = {True: conditional_escape(_("Pin %(number)s")), False: conditional_escape(_("Pin %(number)s (settled)"))}
    words = {kind: _words(kind) for kind in Sticker.values if kind}
    marks = []
    for pin in table.pins:
        is_open = pin.state == AnnotationState.OPEN
        values = _values(pin, is_open=is_open)
        values["label"] = labels[is_open] % {"number": pin.number}
        has_card = pin.pk in with_card
        values["href"] = f"#t-{pin.public_id}" if has_card else f"{elsewhere}&amp;pin={pin.public_id}#t-{pin.public_id}"
        values["described"] = f' aria-describedby="f-{pin.public_id}"' if has_card else ""
        marks.append(BOX.format_map(values) if pin.width else "")
        marks.append(DROP.format_map(values))
        marks.append(STICKER.format_map({**values, "words": words[pin.sticker]}) if pin.sticker else "")
    return mark_safe("".join(marks))  # noqa: S308 (see above)


def _values(pin: Annotation, *, is_open: bool) -> dict[str, object]:
    x, y = pin.x * 100, pin.y * 100
    return {
        "id": pin.public_id,
        "number": pin.number,
        "kind": pin.sticker,
        "at": f'data-x="{x:.0f}" data-y="{y:.0f}" data-exact-x="{round(x, 4):g}" data-exact-y="{round(y, 4):g}"',
        "x": x,
        "y": y,
        "width": pin.width * 100,
        "height": pin.height * 100,
        "done": "" if is_open else ' data-state="done"',
        "settled": "" if is_open else " data-done",
        "side": "left" if pin.x > TURN else "right",
        # Laid by hand: they do not all lean the same way.
        "lean": "left" if pin.number % 2 else "right",
    }


def _words(kind: str) -> str:
    return f"{icon_html(kind)}<span>{conditional_escape(Sticker(kind).label)}</span>"
