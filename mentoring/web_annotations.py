"""Pins as W3C Web Annotations (JSON-LD), for tools that know nothing of us. Pure.

A box is a FragmentSelector in per cent of the page (Media Fragments, xywh). A fragment cannot be empty there, so a
point becomes the smallest box round it:

>>> fragment(0.25, 0.4, 0.5, 0.2)
'xywh=percent:25,40,50,20'
>>> fragment(1.0, 0.4, 0.0, 0.0)
'xywh=percent:99.9,40,0.1,0.1'
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from mentoring.enums import AnnotationState
from mentoring.queries import Thread

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
SMALLEST = 0.1
WHOLE = 100


def fragment(x: float, y: float, width: float, height: float) -> str:
    """The place of a pin; what is given are shares of the page (0 to 1), from the top left."""
    size = [max(share * WHOLE, SMALLEST) for share in (width, height)]
    corner = [min(share * WHOLE, WHOLE - length) for share, length in zip((x, y), size, strict=True)]
    return "xywh=percent:" + ",".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in [*corner, *size])


def annotation_page(threads: Iterable[Thread], *, address: str, picture: str) -> dict[str, Any]:
    """One AnnotationPage: `address` is its own, `picture` the page as an image that every pin speaks of."""
    items = [_annotation(thread, address, picture) for thread in threads]
    return {"@context": CONTEXT, "id": address, "type": "AnnotationPage", "items": items}


def _annotation(thread: Thread, address: str, picture: str) -> dict[str, Any]:
    pin = thread.pin
    place = {
        "type": "FragmentSelector",
        "conformsTo": MEDIA_FRAGMENTS,
        "value": fragment(pin.x, pin.y, pin.width, pin.height),
    }
    said = [_body(comment.body, "replying") for comment in thread.replies]
    first = [_body(thread.first.body, "commenting")] if thread.first.body else []
    return {
        "id": f"{address}#{pin.public_id}",
        "type": "Annotation",
        "motivation": "commenting",
        "created": pin.created_at.isoformat(),
        "creator": {"type": "Person", "name": thread.first.author.name},
        "body": [*_sticker(pin.sticker, pin.get_sticker_display()), *first, *said, *_state(pin.state)],
        "target": {"source": picture, "selector": place},
    }


def _body(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _sticker(kind: str, label: str) -> list[dict[str, Any]]:
    return [_body(str(label), "tagging")] if kind else []


def _state(state: str) -> list[dict[str, Any]]:
    """That a pin is settled stands as a tag in English, so that tools can tell it in every language."""
    with override("en"):
        return [_body(str(AnnotationState.RESOLVED.label), "tagging")] if state == AnnotationState.RESOLVED else []
