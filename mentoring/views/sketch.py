"""The sketch page, the part of it that scripts fetch, and the list of sketches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.rights import allowed, require_login
from common.errors import BadRequest
from common.files.reading import file_url
from common.pagination import page_by_cursor
from common.ui.components.frame import Crumb
from mentoring.actions.sketches import STREAM_KIND
from mentoring.forms import PinForm
from mentoring.models import Annotation, Sketch
from mentoring.queries import Choice, OpenSketch, bookable_entries, open_sketch, sketches_for
from mentoring.views.doors import own_sketch
from mentoring.views.lines import (
    SHOWN,
    filter_segments,
    page_segments,
    pin_lines,
    unfold_first,
    version_segments,
    version_sheets,
)
from mentoring.views.marks import pin_marks
from mentoring.web_annotations import MEDIA_TYPE, annotation_page
from realtime.queries import head_of

MOST_IDS = 200
PAGE_SIZE = 24
CARDS, MOST_CARDS = 15, 500


@dataclass(frozen=True)
class Draft:
    """What could not be written, and why: the pin form, the answer at one pin, or the `place` (per cent) a pin was to
    be `moved` to. The page shows it again as typed."""

    form: PinForm | None = None
    pin: UUID | None = None
    body: str = ""
    moved: UUID | None = None
    place: tuple[str, str] = ("", "")
    error: str = ""
    status: int = 200


@require_GET
@never_cache
def sketch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A version (the newest unless `?version=` says another) and one of its pages, with everything pinned to it."""
    _person, found = own_sketch(request.user, public_id)
    return sketch_page(request, found, Draft(), _number(request, "version"), _number(request, "page") or 1)


def sketch_page(
    request: HttpRequest, sketch: Sketch, draft: Draft, version: int | None = None, page: int = 1
) -> HttpResponse:
    """Render the page; the stream's head is taken first, so that nothing falls between page and socket."""
    stream = head_of(STREAM_KIND, sketch.stream_key)
    show = request.GET.get("show", "all")
    choice = Choice(show=show if show in SHOWN else "all", most=_cards(request), also=_asked(request, draft))
    table = open_sketch(sketch, version, page, choice)
    context = {
        "sketch": sketch,
        "table": table,
        "stream": stream,
        "show": show if show in SHOWN else "all",
        "crumbs": _crumbs(sketch),
        "versions": version_segments(table),
        "pages": page_segments(table),
        "sheets": version_sheets(table),
        "draft": draft,
        "form": draft.form or _pin_form(table),
        "may_comment": allowed(request.user, "mentoring.comment_sketch", sketch),
        "may_add_version": allowed(request.user, "mentoring.add_version", sketch),
        **_picture(table),
        **_lines(request, table, show),
        **_more(request, table, choice),
    }
    return render(request, "mentoring/sketch.html", context, status=draft.status)


def _crumbs(sketch: Sketch) -> list[Crumb]:
    return [
        Crumb(_("My page"), reverse("activity:my")),
        Crumb(_("Idea sketches"), reverse("mentoring:sketches")),
        Crumb(sketch.title),
    ]


def _pin_form(table: OpenSketch) -> PinForm | None:
    if table.version is None or table.page is None:
        return None
    place = {"version": table.version.number, "page": table.page.number}
    return PinForm(initial={**place, "sticker": "", "client_id": uuid4()}, auto_id="pin-%s")


def _picture(table: OpenSketch) -> dict[str, Any]:
    if table.version is None or table.page is None:
        return {"picture": ""}
    return {"picture": file_url(table.version.file, table.page.variant), "caption": table.version.caption}


def _cards(request: HttpRequest) -> int:
    """How many cards the list has: more each time somebody asks."""
    return min(max(_number(request, "cards") or CARDS, CARDS), MOST_CARDS)


def _asked(request: HttpRequest, draft: Draft) -> UUID | None:
    """The pin whose card has to be there, however far down it stands."""
    try:
        return draft.pin or draft.moved or UUID(request.GET["pin"])
    except (KeyError, ValueError):
        return None


def _more(request: HttpRequest, table: OpenSketch, choice: Choice) -> dict[str, Any]:
    """Whether cards are left over, and the address with more of them."""
    fitting = sum(choice.show in {"all", pin.state} for pin in table.pins)
    shown = choice.most or 0
    if fitting <= shown or shown >= MOST_CARDS or table.version is None or table.page is None:
        return {"is_part": fitting > shown, "more_url": ""}
    place = {"version": table.version.number, "page": table.page.number, "show": choice.show, "cards": shown + CARDS}
    return {"is_part": True, "more_url": f"?{urlencode(place)}#comments"}


def _lines(request: HttpRequest, table: OpenSketch, show: str) -> dict[str, Any]:
    """The first pin that waits is unfolded, so that everybody sees at once how one answers."""
    return {
        "marks": pin_marks(table),
        "lines": unfold_first(pin_lines(table, timezone.now(), _movers(request, table.sketch))),
        "filters": filter_segments(table, show if show in SHOWN else "all"),
    }


def _movers(request: HttpRequest, sketch: Sketch) -> Callable[[Annotation], bool]:
    """Whose carried pins this reader may move: all of them for the team, else one's own; asked once for the page."""
    user = request.user
    if not allowed(user, "mentoring.comment_sketch", sketch):
        return lambda _pin: False
    is_team = allowed(user, "mentoring.shift_pin", Annotation(sketch=sketch, author_id=0))
    return lambda pin: is_team or pin.author_id == user.pk


@require_GET
@never_cache
def fragment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Pins, cards and counts of one page, in the reader's language; only those of `?ids=` when it is given."""
    _person, found = own_sketch(request.user, public_id)
    table = open_sketch(found, _number(request, "version"), _number(request, "page") or 1, _choice(request))
    context = {
        "sketch": found,
        "table": table,
        "may_comment": allowed(request.user, "mentoring.comment_sketch", found),
        "draft": Draft(),
        **_lines(request, table, request.GET.get("show", "all")),
    }
    return render(request, "mentoring/_fragment.html", context)


@require_GET
@never_cache
def annotations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The pins of one page as W3C Web Annotations (JSON-LD), for whoever may see the sketch."""
    _person, found = own_sketch(request.user, public_id)
    table = open_sketch(found, _number(request, "version"), _number(request, "page") or 1)
    picture = _picture(table)["picture"]
    source = request.build_absolute_uri(picture) if picture else ""
    body = annotation_page(table.threads, address=request.build_absolute_uri(), picture=source)
    return JsonResponse(body, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


def _choice(request: HttpRequest) -> Choice:
    ids = _ids(request)
    return Choice(ids=None if ids is None else frozenset(ids), most=CARDS if ids is None else None)


def _ids(request: HttpRequest) -> set[UUID] | None:
    text = request.GET.get("ids")
    if text is None:
        return None
    parts = [part for part in text.split(",") if part][:MOST_IDS]
    try:
        return {UUID(part) for part in parts}
    except ValueError:
        raise BadRequest from None


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadRequest
    return int(text)


@require_GET
@never_cache
def sketches(request: HttpRequest) -> HttpResponse:
    """The sketches a person may open, newest first."""
    person = require_login(request.user)
    rows = sketches_for(person)
    found = page_by_cursor(rows, order=("-created_at", "public_id"), after=request.GET.get("after"), size=PAGE_SIZE)
    without = [entry for entry in bookable_entries(person) if not entry.sketches.exists()]
    context = {
        "cards": [_card(item) for item in found.items],
        "next_url": f"?after={found.next}" if found.next else "",
        "entries_without": without,
    }
    return render(request, "mentoring/sketches.html", context)


def _card(sketch: Sketch) -> dict[str, Any]:
    versions = [version for version in sketch.versions.all() if version.pages.all()]
    newest = versions[-1] if versions else None
    return {
        "sketch": sketch,
        "url": reverse("mentoring:sketch", args=[sketch.public_id]),
        "picture": file_url(newest.file, "page-1-mid") if newest else "",
        "caption": newest.caption if newest else "",
        "open_pins": getattr(sketch, "open_pins", 0),
    }
