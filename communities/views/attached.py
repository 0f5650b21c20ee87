"""Files of a message as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common.enums import FileState
from common.files import IMAGES, PDF
from common.refusals import sentence_for


@dataclass(frozen=True)
class Attached:
    """One file: a picture, the first page of a PDF, or only a name; `view_url` opens it large, `save_url` saves it."""

    name: str
    size: int
    save_url: str
    view_url: str = ""
    picture_url: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    is_picture: bool = False
    is_being_drawn: bool = False
    refusal: str = ""


def attached(entries: Iterable[dict[str, Any]]) -> list[Attached]:
    """What `Message.attachments` keeps, with addresses; each asks the right again."""
    return [_attached(entry) for entry in entries]


def _attached(entry: dict[str, Any]) -> Attached:
    is_shown = bool(entry.get("width"))
    return Attached(
        name=entry["name"],
        size=entry["size"],
        save_url=_url(entry, "original"),
        view_url=_url(entry, "page-1") if is_shown else "",
        picture_url=_url(entry, "page-1-mid") if is_shown else "",
        width=entry.get("width", 0),
        height=entry.get("height", 0),
        pages=entry["pages"] if entry["type"] == PDF else 0,
        is_picture=entry["type"] in IMAGES,
        is_being_drawn=entry["state"] == FileState.RECEIVED,
        refusal=sentence_for(entry["refusal"], entry["name"]) if entry["state"] == FileState.REFUSED else "",
    )


def _url(entry: dict[str, Any], variant: str) -> str:
    return reverse("common:file", args=[entry["id"], variant])
