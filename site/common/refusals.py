"""Why a file was not taken, as sentences. Rows keep the word, pages say the sentence in the reader's language."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "pixels": _("“%(name)s” has too many pixels. Please make the picture smaller."),
    "animated": _("“%(name)s” moves. Please use a still picture."),
    "encrypted": _("“%(name)s” is locked with a password. Please save it without one."),
    "pages": _("“%(name)s” has too many pages. Please attach at most %(pages)s pages."),
    "broken": _("“%(name)s” cannot be opened. Please save it again and try once more."),
    "scripted": _("“%(name)s” contains a script or another file. Please print it as a PDF and attach that one."),
    "macros": _("“%(name)s” contains macros. Please save it without them."),
    "embedded": _("“%(name)s” contains a program or an embedded object. Please save it as PDF and attach that one."),
    "external": _("“%(name)s” fetches something from elsewhere when it is opened. Please save it as PDF."),
    "unpacked": _("“%(name)s” becomes too large when it is opened. Please make it smaller."),
    "waited": _("“%(name)s” could not be prepared. Please attach it once more."),
}


def sentence_for(reason: str, name: str) -> str:
    """What is wrong and what to do; an unknown word means that the file cannot be opened."""
    return str(REFUSALS.get(reason, REFUSALS["broken"])) % {"name": name, "pages": settings.FILE_MAX_PAGES}
