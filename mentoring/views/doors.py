"""Loading an object and deciding whether the reader may know of it.

Nobody logged in is asked to log in, whether the object exists or not; a foreign object and a missing one answer alike.
"""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.rights import require, require_login, require_or_404
from cohorts.models import Entry
from common.errors import NotFound
from mentoring.models import Annotation, Mentor, Session, Sketch
from mentoring.queries import find_session, find_sketch, mentor_of

AnyUser = User | AnonymousUser


def own_sketch(user: AnyUser, public_id: UUID) -> tuple[User, Sketch]:
    """The person and the sketch, when they may see it."""
    person = require_login(user)
    found = find_sketch(public_id)
    require_or_404(person, "mentoring.view_sketch", found)
    return person, found


def own_pin(user: AnyUser, public_id: UUID, pin_id: UUID) -> tuple[User, Annotation]:
    """The person and a pin of a sketch they may comment on."""
    person, sketch = own_sketch(user, public_id)
    require(person, "mentoring.comment_sketch", sketch)
    pins = Annotation.objects.filter(sketch=sketch, public_id=pin_id)
    found = pins.select_related("sketch", "page__version", "author").first()
    if found is None:
        raise NotFound
    return person, found


def own_hours(user: AnyUser) -> tuple[User, Mentor]:
    """The person and the mentor they are; whoever offers no hours here is told so."""
    person = require_login(user)
    require(person, "mentoring.keep_agenda")
    mentor = mentor_of(person)
    if mentor is None:
        raise NotFound
    return person, mentor


def own_session(user: AnyUser, public_id: UUID) -> tuple[User, Session]:
    """The person and the session, when they may see it."""
    person = require_login(user)
    found = find_session(public_id)
    require_or_404(person, "mentoring.view_session", found)
    return person, found


def drawable_entry(user: AnyUser, public_id: UUID) -> tuple[User, Entry]:
    """The person and an entry for which they may add a sketch."""
    person = require_login(user)
    entries = Entry.objects.select_related("cohort__program", "organisation", "applicant", "second_person")
    found = entries.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    require_or_404(person, "mentoring.add_sketch", found)
    return person, found
