"""Errors that carry a sentence for the person, not for the log.

Every action raises one of these; `common.middleware.ErrorPageMiddleware` turns it into a page or JSON
in the reader's language. A sentence is lazy, so that it is translated where it is shown.
"""

from collections.abc import Mapping
from typing import ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class HirobaError(Exception):
    """Base of all errors that may be shown; `status` is the HTTP status of the answer."""

    status: ClassVar[int] = 400
    default: ClassVar[Sentence] = _("This could not be done. Please go back and try again.")

    def __init__(self, sentence: Sentence = "") -> None:
        self.sentence: Sentence = sentence or self.default
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class BadRequest(HirobaError):
    """The request itself is broken: null bytes, a bad cursor, unreadable JSON."""

    default = _("The address or the form contains characters that cannot be read. Please go back and type them again.")


class WrongMethod(HirobaError):
    """The address exists, but is not opened that way (a form's address typed into the browser)."""

    status = 405
    default = _("This address belongs to a form. Please go back and use its button.")


class NotFound(HirobaError):
    """The object is missing, or may not be known to exist: both answer with the same bytes."""

    status = 404
    default = _("There is no such page, or you do not have access to it.")


class NotAllowed(HirobaError):
    """The person is known and the object may be known, but the right is missing."""

    status = 403
    default = _("You do not have the right to do this.")


class LoginNeeded(HirobaError):
    """Nobody is logged in; the answer leads to the login page and back."""

    status = 302
    default = _("Please log in to continue.")


class Conflict(HirobaError):
    """Somebody else was first, or the same key was used for something else."""

    status = 409
    default = _("Somebody else was first. Please load the page again.")


class StaleWrite(Conflict):
    """The object was changed since it was read; nothing was written."""

    default = _("Somebody changed this in the meantime. Your text is kept here; please compare and save again.")


class Closed(Conflict):
    """The time for this is over (a deadline, an announced term)."""

    default = _("The time for this is over.")


class InvalidInput(HirobaError):
    """Fields with their sentences; a form shows each under its field, an API answers them as JSON."""

    status = 422
    default = _("Please check what you entered.")

    def __init__(self, fields: Mapping[str, Sentence] | Sentence) -> None:
        self.fields: dict[str, Sentence] = dict(fields) if isinstance(fields, Mapping) else {"": fields}
        super().__init__(next(iter(self.fields.values()), ""))


def status_of(form: BaseForm) -> int:
    """A form with sentences is answered as 422."""
    return InvalidInput.status if form.errors else 200


class TooLarge(HirobaError):
    """The request body is over the limit."""

    status = 413
    default = _("That was too large to be sent. Please make it smaller and try again.")


class UnderMaintenance(HirobaError):
    """The site is closed for work on it; nothing that is sent now is taken."""

    status = 503
    default = _("The site is closed for maintenance. What you typed is kept; it is tried again when we are back.")


class TooMany(HirobaError):
    """Too many requests in a short time; `retry_after` seconds are told to scripts, 0 tells nothing."""

    status = 429
    default = _("That was too often in a short time. Please wait a few minutes and try again.")

    def __init__(self, sentence: Sentence = "", retry_after: int = 0) -> None:
        self.retry_after = retry_after
        super().__init__(sentence)
