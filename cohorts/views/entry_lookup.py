"""The buttons beside corporate number and postcode: look up, and mend what was filled in."""

from dataclasses import dataclass
from math import ceil
from time import time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.actions import fill_from_register, free_looked_up
from cohorts.forms import StepForm
from cohorts.models import Entry
from cohorts.queries import KINDS, Found, answers_of, filled_keys, lookups_offered
from cohorts.questions import Step
from common.errors import TooMany
from common.rate import may_post_now

BUTTONS = {f"look-up-{key}": key for key in KINDS}
FREE = "mend"
STEP = "company"
PER_SECOND, BURST = 0.5, 20


@dataclass(frozen=True)
class Answered:
    """The line below a field after its button was pressed."""

    key: str
    found: Found


def pressed(request: HttpRequest) -> bool:
    """Whether one of these buttons sent the form."""
    return request.POST.get("button", "") in {*BUTTONS, FREE}


def look_up(request: HttpRequest, entry: Entry, user: User) -> Answered | None:
    """Do what the pressed button says; everything that was typed is saved already."""
    button, now = request.POST.get("button", ""), timezone.now()
    if button == FREE:
        free_looked_up(entry=entry, by=user, now=now)
    key = BUTTONS.get(button)
    if key is None or key not in lookups_offered():
        return None
    if not may_post_now(user.pk, at=time(), per_second=PER_SECOND, burst=BURST, what="lookups"):
        refusal = TooMany(_("That was a lot in a few seconds. Please wait a moment."), retry_after=ceil(1 / PER_SECOND))
        return Answered(key, Found(str(refusal), is_found=False))
    return Answered(key, fill_from_register(entry=entry, key=key, by=user, now=now))


def show_lookups(form: StepForm, step: Step, entry: Entry, answered: Answered | None) -> None:
    """Tell the form which fields have a button, which come from the register, and what was found."""
    if step.slug != STEP:
        return
    form.offered = lookups_offered()
    form.filled = filled_keys(answers_of(entry))
    form.answered = {answered.key: answered.found} if answered else {}


def without_empty_errors(form: StepForm, key: str) -> None:
    """After a look-up only what was typed wrong is told, not what is still to be typed."""
    for name in list(form.errors):
        if name != key and not form[name].value():
            del form.errors[name]
