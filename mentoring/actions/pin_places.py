"""Moving a carried pin: the one way its place changes, on one version and the newer ones."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from common.errors import Conflict, StaleWrite
from common.locking import bump, lock
from mentoring.actions.annotations import append_pin_event, checked_place
from mentoring.models import Annotation, PinPlace, SketchPage
from mentoring.queries import carried_pin


@transaction.atomic
def shift_pin(
    *, annotation: Annotation, page: SketchPage, x: float, y: float, rev: int, by: User, now: datetime
) -> Annotation:
    """Lay a pin that was carried to the version of `page` on a new point of it; the versions before stay as they are.

    Numbers are shares of the page, from the top left; a box keeps its size and stays on the drawing. Order of effects:
    event first (it locks the stream's row, as with every change of a pin), the pin's row, its place, audit line.
    Asking for the place it has already changes nothing and tells nobody. Raises InvalidInput beside the drawing,
    StaleWrite when the pin changed since `rev`, Conflict for one that was not carried here or is settled.
    """
    left, top, *_size = checked_place(x, y)
    left, top = min(left, max(0.0, 1 - annotation.width)), min(top, max(0.0, 1 - annotation.height))
    lying = carried_pin(page, annotation.public_id)
    if lying is not None and (lying.x, lying.y) == (left, top):
        return lying
    append_pin_event(annotation.sketch, "shifted", annotation.public_id, by, now)
    locked = lock(Annotation.objects.select_related("sketch"), annotation.public_id)
    if locked.rev != rev:
        raise StaleWrite(_("Somebody changed this pin in the meantime. Look where it lies now, then move it again."))
    if carried_pin(page, annotation.public_id) is None:
        raise Conflict(_("Only a pin that waits and was carried from an earlier version can be moved."))
    PinPlace.objects.update_or_create(annotation=locked, version=page.version, defaults={"x": left, "y": top})
    bump(locked)
    facts = {"pin": locked.number, "version": page.version.number}
    record(verb="pin_shifted", subject=locked.sketch, by=by, now=now, facts=facts)
    locked.x, locked.y = left, top
    return locked
