"""Pins and what is said at them: each is one event of the sketch's stream."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Conflict, InvalidInput
from common.locking import bump, lock
from common.text import refuse_controls, with_line_feeds
from mentoring.actions.sketches import STREAM_KIND
from mentoring.enums import ANNOTATION_MOVES, AnnotationState, Sticker
from mentoring.models import Annotation, AnnotationComment, Sketch, SketchPage
from realtime.actions import append_event

LONGEST = 1000
# Far finer than a finger; keeps a repeated request equal to the stored row on every database.
DIGITS = 5


@dataclass(frozen=True)
class _Mark:
    """What is to be pinned, checked."""

    page: SketchPage
    place: tuple[float, float, float, float]
    sticker: str
    body: str
    client_id: UUID


def pin_comment(
    *,
    page: SketchPage,
    x: float,
    y: float,
    sticker: str,
    body: str,
    client_id: UUID,
    by: User,
    now: datetime,
    width: float = 0,
    height: float = 0,
) -> Annotation:
    """Pin a comment to a point or box of a page, once, however often it is asked with the same `client_id`.

    Numbers are shares of the page (0 to 1), x and y from the top left; without a size it is a point. A sticker may
    stand without words. Order of effects:
    event first (it locks the stream's row, so pins are numbered in commit order), then pin and first comment; the
    unique constraint on (author, client_id) decides, and takes event and number back. Raises InvalidInput, and Conflict
    when the key was used for something else.
    """
    mark = _Mark(
        page, checked_place(x, y, width, height), _sticker(sticker), _body(body, may_be_empty=bool(sticker)), client_id
    )
    try:
        with transaction.atomic():
            return _insert_pin(mark, by, now)
    except IntegrityError:
        earlier = Annotation.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if not _is_same(earlier, mark):
        raise Conflict(_("This was sent before with another content. Please load the page again."))
    return earlier


def _is_same(pin: Annotation, mark: _Mark) -> bool:
    first = pin.comments.get(is_first=True)
    kept = (pin.page_id, (pin.x, pin.y, pin.width, pin.height), pin.sticker, first.body)
    return kept == (mark.page.pk, mark.place, mark.sticker, mark.body)


def _insert_pin(mark: _Mark, by: User, now: datetime) -> Annotation:
    sketch = mark.page.version.sketch
    public_id = uuid4()
    append_pin_event(sketch, "pinned", public_id, by, now)
    highest = Annotation.objects.filter(sketch=sketch).aggregate(top=Max("number"))["top"] or 0
    pin = Annotation.objects.create(
        public_id=public_id,
        sketch=sketch,
        page=mark.page,
        number=highest + 1,
        sticker=mark.sticker,
        x=mark.place[0],
        y=mark.place[1],
        width=mark.place[2],
        height=mark.place[3],
        author=by,
        client_id=mark.client_id,
        created_at=now,
    )
    AnnotationComment.objects.create(
        annotation=pin, author=by, body=mark.body, is_first=True, client_id=mark.client_id, created_at=now
    )
    return pin


def append_pin_event(sketch: Sketch, event: str, pin_id: UUID, by: User, now: datetime) -> None:
    """Tell the sketch's stream of a pin; locks the stream's row until the transaction ends."""
    append_event(kind=STREAM_KIND, key=sketch.stream_key, event=event, object_id=pin_id, data={}, by=by, now=now)


def checked_place(x: float, y: float, width: float = 0, height: float = 0) -> tuple[float, float, float, float]:
    """The place as it is stored; raises InvalidInput when it does not lie on the drawing."""
    # A comparison with NaN is false, so it is refused here too.
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise InvalidInput({"x": _("Please choose a point on the drawing.")})
    left, top = round(x, DIGITS), round(y, DIGITS)
    if width == height == 0:
        return left, top, 0, 0
    size = round(width, DIGITS), round(height, DIGITS)
    slack = 10**-DIGITS
    if not (0 < size[0] <= 1 - left + slack and 0 < size[1] <= 1 - top + slack):
        raise InvalidInput({"width": _("Please choose a box that lies on the drawing.")})
    return left, top, *size


def _sticker(value: str) -> str:
    if value not in Sticker.values:
        raise InvalidInput({"sticker": _("Please choose one of the stickers.")})
    return value


def _body(text: str, *, may_be_empty: bool) -> str:
    body = refuse_controls(with_line_feeds(text), "body").strip()
    if not body and not may_be_empty:
        raise InvalidInput({"body": _("Please write a comment or choose a sticker.")})
    if len(body) > LONGEST:
        raise InvalidInput({"body": _("Please use at most %(limit)d characters.") % {"limit": LONGEST}})
    return body


def reply(*, annotation: Annotation, body: str, client_id: UUID, by: User, now: datetime) -> AnnotationComment:
    """Answer at a pin, once, however often it is asked with the same `client_id`.

    Settled pins can be answered too: that does not open them again. Raises InvalidInput, and Conflict when the key was
    used for something else.
    """
    text = _body(body, may_be_empty=False)
    try:
        with transaction.atomic():
            append_pin_event(annotation.sketch, "commented", annotation.public_id, by, now)
            return AnnotationComment.objects.create(
                annotation=annotation, author=by, body=text, client_id=client_id, created_at=now
            )
    except IntegrityError:
        earlier = AnnotationComment.objects.filter(author=by, client_id=client_id).first()
        if earlier is None:
            raise
    if (earlier.annotation_id, earlier.body) != (annotation.pk, text):
        raise Conflict(_("This was sent before with another content. Please load the page again."))
    return earlier


@transaction.atomic
def move_annotation(*, annotation: Annotation, to: str, by: User, now: datetime) -> Annotation:
    """The one door of a pin's state. Asking for the state it has already changes nothing and tells nobody.

    The stream's row is locked before the pin's, in the same order as everywhere else.
    """
    if to not in AnnotationState.values:
        raise InvalidInput({"to": _("A pin is either open or settled.")})
    if Annotation.objects.filter(pk=annotation.pk, state=to).exists():
        return Annotation.objects.get(pk=annotation.pk)
    append_pin_event(annotation.sketch, "resolved", annotation.public_id, by, now)
    locked = lock(Annotation.objects.select_related("sketch"), annotation.public_id)
    if to not in ANNOTATION_MOVES[locked.state]:
        raise Conflict(_("Somebody was faster: this pin has just been changed."))
    locked.state, locked.state_changed_at, locked.state_changed_by = to, now, by
    return bump(locked, "state", "state_changed_at", "state_changed_by")


def resolve(*, annotation: Annotation, by: User, now: datetime) -> Annotation:
    """Settle a pin (済みにする)."""
    return move_annotation(annotation=annotation, to=AnnotationState.RESOLVED, by=by, now=now)


def reopen(*, annotation: Annotation, by: User, now: datetime) -> Annotation:
    """Take a settled pin up again (戻す)."""
    return move_annotation(annotation=annotation, to=AnnotationState.OPEN, by=by, now=now)
