"""What people write: plain text, checked when it comes in and made into safe HTML when it goes out.

Pure functions, no database. Example:

    >>> body_html("One & two.\\nThanks <all>")
    '<p>One &amp; two.<br>Thanks &lt;all&gt;</p>'
"""

import re
from hashlib import sha256
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from common.errors import InvalidInput
from common.text import is_visible, refuse_controls, without_marks
from communities.models import BODY_LENGTH

# Only characters that RFC 3986 allows: a Japanese sentence goes on right behind an address, without a space.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_CLOSING = ".,;:!?'\""
_PAIRS = {")": "(", "]": "["}


def clean_body(text: str) -> str:
    """The text as it is kept: line feeds only, no blank lines around it.

    Raises InvalidInput (field "body") when nothing visible is left, when it is longer than BODY_LENGTH, or when it
    holds null bytes, other control characters or half a surrogate pair, none of which the databases can keep.
    """
    body = without_marks(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not is_visible(body):
        raise InvalidInput({"body": _("Please write something before you send.")})
    if len(body) > BODY_LENGTH:
        problem = _("This is longer than %(limit)d characters. Please send it in two parts.")
        raise InvalidInput({"body": problem % {"limit": BODY_LENGTH}})
    try:
        return refuse_controls(body)
    except InvalidInput as error:
        raise InvalidInput({"body": error.sentence}) from error


def fingerprint(place_id: UUID, body: str) -> str:
    """What a repeated request has to repeat: the channel, or the message answered to, and the text.

    Kept beside the message, because its body may be edited later.
    """
    return sha256(f"{place_id}\n{body}".encode()).hexdigest()


def body_html(body: str) -> SafeString:
    """Paragraphs, line breaks and links; everything else is escaped, so that no markup of the writer survives."""
    paragraphs = re.split(r"\n{2,}", body)
    html = "".join(f"<p>{_with_links(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
    return mark_safe(html)  # noqa: S308 - built from escaped parts only


def _with_links(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_closing(match.group())
        parts += [escape(text[position : match.start()]), _link(address)]
        position = match.start() + len(address)
    return "".join([*parts, escape(text[position:])])


def _link(address: str) -> str:
    safe = escape(address)
    return f'<a href="{safe}" rel="nofollow noopener noreferrer">{safe}</a>'


def _without_closing(address: str) -> str:
    """Leave out the full stop of the sentence and a bracket that was opened before the address."""
    while address[-1] in _CLOSING or (
        address[-1] in _PAIRS and address.count(address[-1]) > address.count(_PAIRS[address[-1]])
    ):
        address = address[:-1]
    return address
