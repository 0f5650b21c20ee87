"""Reads about sketches. What one person may see is decided here for lists, and in permissions for one sketch."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Prefetch, Q, QuerySet, prefetch_related_objects

from accounts.enums import RoleKind
from accounts.models import User
from accounts.queries import scopes_of
from cohorts.models import Entry
from cohorts.queries.entries import mine
from common.errors import NotFound
from common.models import StoredFile
from mentoring.enums import AnnotationState, Sticker
from mentoring.models import (
    ActionItem,
    Annotation,
    AnnotationComment,
    PinPlace,
    Session,
    Sketch,
    SketchPage,
    SketchVersion,
)
from mentoring.queries.notes import actions_at

WATCHING_ROLES = (RoleKind.STAFF, RoleKind.CONTRACTOR, RoleKind.MENTOR)


@dataclass(frozen=True)
class Thread:
    """A pin with what was said: the first comment, the answers in order, and the action it became."""

    pin: Annotation
    first: AnnotationComment
    replies: tuple[AnnotationComment, ...]
    action: ActionItem | None = None

    @property
    def from_version(self) -> int:
        """The version on which the pin was set."""
        return int(getattr(self.pin, "from_version", 0))

    @property
    def is_moved(self) -> bool:
        """Somebody moved it since it was carried."""
        return bool(getattr(self.pin, "is_moved", False))


@dataclass(frozen=True)
class Choice:
    """Which pins of a page: only `ids` (a page that was told what changed), or all; and whose talk comes along: those
    in the state `show` ("all" for both), at most `most`, and `also` one that somebody asked for.
    """

    ids: frozenset[UUID] | None = None
    show: str = "all"
    most: int | None = None
    also: UUID | None = None

    def with_talk(self, pins: list[Annotation]) -> list[Annotation]:
        """The pins whose talk comes along, in the same order."""
        fitting = [pin for pin in pins if self.show in {"all", pin.state}]
        kept = {pin.pk for pin in fitting[: self.most]}
        return [pin for pin in pins if pin.pk in kept or pin.public_id == self.also]


EVERYTHING = Choice()


@dataclass(frozen=True)
class OpenSketch:
    """One sketch as it lies on the table: a version, one of its pages (None while a PDF is being drawn), its pins.

    `pins` lie on the drawing; `threads` are those whose talk came along. `total` and `open_count` count all pins of the
    page, also when only some were asked for.
    """

    sketch: Sketch
    versions: tuple[SketchVersion, ...]
    version: SketchVersion | None
    page: SketchPage | None
    threads: tuple[Thread, ...]
    pins: tuple[Annotation, ...] = ()
    total: int = 0
    open_count: int = 0

    @property
    def pages(self) -> tuple[SketchPage, ...]:
        """The pages of the version on the table."""
        return tuple(self.version.pages.all()) if self.version else ()


@dataclass(frozen=True)
class ShownPicture:
    """A version as a picture for pages of other apps; `caption` is the alternative text too."""

    file: StoredFile
    variant: str
    width: int
    height: int
    caption: str
    number: int


def _sketches() -> QuerySet[Sketch]:
    return Sketch.objects.select_related("entry__cohort__program", "entry__organisation", "entry__applicant")


def find_sketch(public_id: UUID | str) -> Sketch:
    """The sketch with what its rights look at; NotFound otherwise. Whoever calls asks the right."""
    found = _sketches().filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def sketch_of_file(file: StoredFile) -> Sketch | None:
    """The sketch a private file belongs to."""
    return _sketches().filter(public_id=file.subject).first()


def sketches_for(user: User | AnonymousUser) -> QuerySet[Sketch]:
    """Sketches a person may open, newest first, with open pins counted and versions at hand; three queries."""
    versions = SketchVersion.objects.select_related("file").prefetch_related("pages")
    counted = Count("annotations", filter=Q(annotations__state=AnnotationState.OPEN))
    if not isinstance(user, User) or not user.is_active:
        return Sketch.objects.none()
    return (
        _sketches()
        .filter(_visible_to(user))
        .annotate(open_pins=counted)
        .prefetch_related(Prefetch("versions", queryset=versions))
    )


def _visible_to(user: User) -> Q:
    visible = Q(entry__in=Entry.objects.filter(mine(user)).values("pk"))
    for kind in WATCHING_ROLES:
        scopes = scopes_of(user, kind)
        if None in scopes:
            return Q()
        visible |= Q(entry__cohort__public_id__in=scopes)
    return visible


def open_sketch(sketch: Sketch, version: int | None = None, page: int = 1, choice: Choice = EVERYTHING) -> OpenSketch:
    """Lay a version (the newest unless told) and one of its pages on the table; at most seven queries.


    NotFound for a version or page that does not exist; a version whose pages are not drawn yet has page None.
    """
    versions = tuple(_versions(sketch))
    shown = next((v for v in reversed(versions) if version in {None, v.number}), None)
    if shown is None:
        if version is not None:
            raise NotFound
        return OpenSketch(sketch, versions, None, None, ())
    pages = list(shown.pages.all())
    on_table = next((p for p in pages if p.number == page), None)
    if on_table is None and (pages or page != 1):
        raise NotFound
    if on_table is None:
        return OpenSketch(sketch, versions, shown, None, ())
    pins = _pins(on_table, choice.ids)
    threads = tuple(_threads(choice.with_talk(pins)))
    total, waiting = _counted(on_table) if choice.ids is not None else _count(pins)
    return OpenSketch(sketch, versions, shown, on_table, threads, tuple(pins), total, waiting)


def _versions(sketch: Sketch) -> QuerySet[SketchVersion]:
    versions = SketchVersion.objects.filter(sketch=sketch).select_related("file")
    return versions.prefetch_related("pages").order_by("number")


def pins_on(page: SketchPage) -> QuerySet[Annotation]:
    """What is pinned to a page, and what was carried to it from earlier versions, at its old place.

    A pin is carried while it waits, and stays where it was settled: one that was settled before this version came is
    not shown on it. Pins of pages that the version no longer has are carried to its last page.
    """
    version = page.version
    is_last = page.number == max((each.number for each in version.pages.all()), default=page.number)
    there = Q(page__number__gte=page.number) if is_last else Q(page__number=page.number)
    waits = Q(state=AnnotationState.OPEN) | Q(state_changed_at__gt=version.created_at)
    carried = Q(page__version__number__lt=version.number) & there & waits
    return Annotation.objects.filter(Q(page=page) | carried, sketch=version.sketch_id)


def _counted(page: SketchPage) -> tuple[int, int]:
    waiting = Count("pk", filter=Q(state=AnnotationState.OPEN))
    found = pins_on(page).aggregate(total=Count("pk"), waiting=waiting)
    return found["total"], found["waiting"]


def _count(pins: list[Annotation]) -> tuple[int, int]:
    return len(pins), sum(pin.state == AnnotationState.OPEN for pin in pins)


def threads_of(page: SketchPage, ids: Iterable[UUID] | None = None) -> list[Thread]:
    """Pins shown on a page with their talk, in the order of the list."""
    return _threads(_pins(page, ids))


def _pins(page: SketchPage, ids: Iterable[UUID] | None) -> list[Annotation]:
    """Open ones first, then by number."""
    pins = pins_on(page).annotate(from_version=F("page__version__number"))
    if ids is not None:
        pins = pins.filter(public_id__in=list(ids))
    found: list[Annotation] = sorted(pins, key=lambda pin: (pin.state != AnnotationState.OPEN, pin.number))
    _lay_where_moved(found, page.version)
    return found


def _lay_where_moved(pins: list[Annotation], version: SketchVersion) -> None:
    """Give carried pins the place they were moved to, on this version or the newest before it; one query."""
    carried = {pin.pk: pin for pin in pins if getattr(pin, "from_version", version.number) < version.number}
    if not carried:
        return
    places = PinPlace.objects.filter(annotation__in=carried, version__number__lte=version.number)
    for place in places.order_by("version__number"):
        pin = carried[place.annotation_id]
        pin.x, pin.y = place.x, place.y
        pin.is_moved = True  # type: ignore[attr-defined]


def carried_pin(page: SketchPage, pin_id: UUID) -> Annotation | None:
    """A pin of an earlier version as it lies on this page, while it waits; None otherwise."""
    found = next(iter(_pins(page, [pin_id])), None)
    if found is None or found.state != AnnotationState.OPEN or found.page_id == page.pk:
        return None
    return found if getattr(found, "from_version", page.version.number) < page.version.number else None


def _threads(pins: list[Annotation]) -> list[Thread]:
    """The talk at some pins: two queries (comments with their people, actions) for any number of them."""
    comments = AnnotationComment.objects.select_related("author").order_by("-is_first", "created_at", "id")
    prefetch_related_objects(pins, Prefetch("comments", queryset=comments))
    became = actions_at(pin.pk for pin in pins if pin.sticker == Sticker.WECAN)
    return [_thread(pin, became.get(pin.pk)) for pin in pins]


def _thread(pin: Annotation, action: ActionItem | None) -> Thread:
    first, *replies = pin.comments.all()
    return Thread(pin, first, tuple(replies), action)


def page_of(sketch: Sketch, version: int, page: int) -> SketchPage:
    """One page of a sketch by its numbers; NotFound otherwise."""
    pages = SketchPage.objects.filter(version__sketch=sketch, version__number=version, number=page)
    found = pages.select_related("version").first()
    if found is None:
        raise NotFound
    return found


def open_threads_in(sketches: Iterable[Sketch]) -> int:
    """How many pins wait in some sketches; one query."""
    return Annotation.objects.filter(sketch__in=list(sketches), state=AnnotationState.OPEN).count()


def first_picture(sketch: Sketch) -> SketchPage | None:
    """First page of the newest version that can be shown (its file loaded); None while nothing can."""
    pages = SketchPage.objects.filter(version__sketch=sketch, number=1)
    return pages.select_related("version__file").order_by("-version__number").first()


def words_under(sketch: Sketch, page: SketchPage) -> str:
    """The caption, unless it only repeats the title that stands above it."""
    return "" if page.version.caption == sketch.title else page.version.caption


def sketch_of_session(session: Session) -> Sketch | None:
    """The sketch one talks about in a session: the newest of the entry."""
    return _sketches().filter(entry=session.entry_id).order_by("-created_at", "-id").first()


def showcase_pictures(entry: Entry, *, public_only: bool = True) -> list[ShownPicture]:
    """Versions of an entry's published sketch as pictures, oldest first: the first is "before", the last "after".

    A PDF is shown by its first page; its original stays closed.
    """
    pages = SketchPage.objects.filter(version__sketch__entry=entry, number=1)
    if public_only:
        pages = pages.filter(version__sketch__is_public=True)
    ordered = pages.select_related("version__file").order_by("version__sketch_id", "version__number")
    return [
        ShownPicture(p.version.file, p.variant, p.width, p.height, p.version.caption, p.version.number) for p in ordered
    ]
