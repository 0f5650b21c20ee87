"""From rows to what the sketch page prints: pins, talk, pages, versions. No queries here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from common.dates import as_day, format_clock, format_daytime
from common.files.reading import file_url
from common.ui.components.actions import Segment
from common.ui.components.labels import AvatarRole
from common.ui.components.sketch import Version
from mentoring.enums import AnnotationState, Sticker
from mentoring.faces import head_of
from mentoring.models import ActionItem, Annotation, AnnotationComment
from mentoring.queries import OpenSketch, Thread

SHOWN = ("all", AnnotationState.OPEN, AnnotationState.RESOLVED)


@dataclass(frozen=True)
class Said:
    """One thing somebody said."""

    author: str
    head: AvatarRole
    when: str
    iso: str
    body: str


@dataclass(frozen=True)
class Move:
    """What the form that moves a carried pin starts from: page, place in per cent, revision."""

    version: int
    page: int
    x: str
    y: str
    rev: int


@dataclass(frozen=True)
class PinLine:
    """One pin in the list beside the drawing."""

    public_id: UUID
    number: int
    sticker: str
    is_open: bool
    first: Said
    replies: tuple[Said, ...]
    reply_key: UUID
    carried: int = 0
    carried_url: str = ""
    is_moved: bool = False
    move: "Move | None" = None
    action: ActionItem | None = None
    may_take_up: bool = False
    is_unfolded: bool = False

    @property
    def anchor(self) -> str:
        """Id of its card."""
        return f"t-{self.public_id}"

    @property
    def first_id(self) -> str:
        """Id of what was said first; it describes the pin to a screen reader."""
        return f"f-{self.public_id}"

    @property
    def state_form(self) -> str:
        """Id of the form that settles it or takes it up again."""
        return f"s-{self.public_id}"

    @property
    def state(self) -> str:
        """The word the components know."""
        return "" if self.is_open else "done"


def pin_lines(table: OpenSketch, now: datetime, may_move: Callable[[Annotation], bool]) -> list[PinLine]:
    """All pins of a page, in the order of the list."""
    shown = table.version.number if table.version else 0
    lines = [_pin_line(thread, now, shown) for thread in table.threads]
    page = table.page.number if table.page else 1
    return [
        replace(line, move=_move(thread.pin, shown, page))
        if line.carried and line.is_open and may_move(thread.pin)
        else line
        for line, thread in zip(lines, table.threads, strict=True)
    ]


def _move(pin: Annotation, version: int, page: int) -> Move:
    return Move(version, page, f"{pin.x * 100:.1f}", f"{pin.y * 100:.1f}", pin.rev)


def unfold_first(lines: list[PinLine]) -> list[PinLine]:
    """Unfold the first pin, if it waits."""
    first, rest = lines[:1], lines[1:]
    return [replace(line, is_unfolded=line.is_open) for line in first] + rest


def _pin_line(thread: Thread, now: datetime, shown: int) -> PinLine:
    pin = thread.pin
    is_carried = bool(thread.from_version) and thread.from_version != shown
    return PinLine(
        public_id=pin.public_id,
        number=pin.number,
        sticker=pin.sticker,
        is_open=pin.state == AnnotationState.OPEN,
        first=_said(thread.first, now),
        replies=tuple(_said(comment, now) for comment in thread.replies),
        reply_key=uuid4(),
        carried=thread.from_version if is_carried else 0,
        is_moved=thread.is_moved,
        carried_url=f"?{urlencode({'version': thread.from_version})}#t-{pin.public_id}" if is_carried else "",
        action=thread.action,
        may_take_up=pin.sticker == Sticker.WECAN and thread.action is None,
    )


def _said(comment: AnnotationComment, now: datetime) -> Said:
    at = comment.created_at
    when = format_clock(at) if as_day(at) == as_day(now) else format_daytime(at)
    return Said(comment.author.name, head_of(comment.author), when, at.isoformat(), comment.body)


def version_segments(table: OpenSketch) -> list[Segment]:
    """One link for each version; what waits on an older one is carried to the newest."""
    return [
        Segment(
            label=_("Version %(n)d") % {"n": version.number},
            url=f"?{urlencode({'version': version.number})}",
            icon="layers" if version == table.versions[0] else "",
            current=version == table.version,
        )
        for version in table.versions
    ]


def filter_segments(table: OpenSketch, show: str) -> list[Segment]:
    """すべて・まだ・済: how many pins of this page are in each."""
    total, waiting = table.total, table.open_count
    counts = {"all": total, AnnotationState.OPEN: waiting, AnnotationState.RESOLVED: total - waiting}
    labels = {"all": _("All"), AnnotationState.OPEN: _("Open"), AnnotationState.RESOLVED: _("Settled")}
    return [
        Segment(label=labels[key], url=address_of(table, show=key), count=counts[key], current=key == show)
        for key in SHOWN
    ]


def page_segments(table: OpenSketch) -> list[Segment]:
    """One link for each page of the version, when there are several."""
    pages = table.pages if len(table.pages) > 1 else ()
    return [
        Segment(label=str(page.number), url=address_of(table, page=page.number), current=page == table.page)
        for page in pages
    ]


def address_of(table: OpenSketch, page: int | None = None, show: str = "") -> str:
    number = page or (table.page.number if table.page else 1)
    place = {"version": table.version.number if table.version else 1, "page": number}
    return f"?{urlencode({**place, 'show': show} if show else place)}"


def version_sheets(table: OpenSketch) -> list[Version]:
    """絵のあゆみ: the first page of each version that can be shown, when there are at least two."""
    shown = [version for version in table.versions if version.pages.all()]
    if len(shown) < 2:
        return []
    return [
        Version(
            label=_("Version %(n)d") % {"n": version.number},
            text=version.caption,
            picture=file_url(version.file, "page-1"),
            alt=version.caption,
            href=f"?{urlencode({'version': version.number})}",
        )
        for version in shown
    ]
