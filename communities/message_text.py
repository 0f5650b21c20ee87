"""What people write: plain text, checked when it comes in and made into safe HTML when it goes out.

Pure functions, no database. Example:

    >>> body_html("One & two.\\nThanks <all>")
    '<p>One &amp; two.<br>Thanks &lt;all&gt;</p>'
"""

import re
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from common.errors import InvalidInput
from common.text import is_visible, refuse_controls, with_line_feeds, without_marks
from communities.models import BODY_LENGTH

# Only characters that RFC 3986 allows: a Japanese sentence goes on right behind an address, without a space.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SIGN = re.compile(r"(?<![!-\'*-Z\\^-z|~])[@＠]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_CLOSING = ".,;:!?'\""
_PAIRS = {")": "(", "]": "["}


def clean_body(text: str, *, may_be_empty: bool = False) -> str:
    """The text as it is kept: line feeds only, no blank lines around it; empty only beside files.

    Raises InvalidInput (field "body") when nothing visible is left, when it is longer than BODY_LENGTH, or when it
    holds null bytes, other control characters or half a surrogate pair, none of which the databases can keep.
    """
    body = with_line_feeds(without_marks(text)).strip()
    if not is_visible(body):
        if may_be_empty:
            return ""
        raise InvalidInput({"body": _("Please write something before you send.")})
    if len(body) > BODY_LENGTH:
        problem = _("This is longer than %(limit)d characters. Please send it in two parts.")
        raise InvalidInput({"body": problem % {"limit": BODY_LENGTH}})
    return refuse_controls(body, "body")


def fingerprint(place_id: UUID, body: str, files: Iterable[str] = ()) -> str:
    """What a repeated request has to repeat: the channel or message answered to, the text, digests of files.

    Kept beside the message, because its body may be edited later.
    """
    return sha256("\n".join([str(place_id), body, *files]).encode()).hexdigest()


def names_in(body: str, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where somebody is called by name: position of the sign and the name, always the longest that fits.

    A sign inside an address calls nobody. Japanese goes on right behind a name (＠検査の町工場さん), Latin letters not.

    >>> list(names_in("@Ann and @Annabel, ann@example.jp", ["Ann", "Annabel"]))
    [(0, 'Ann'), (9, 'Annabel')]
    """
    wanted, lengths = set(names), sorted({len(name) for name in names}, reverse=True)
    for sign in _SIGN.finditer(body):
        start = sign.end()
        found = (body[start : start + length] for length in lengths)
        name = next((name for name in found if name in wanted and _ends(name, body[start + len(name) :])), None)
        if name is not None:
            yield sign.start(), name


def _ends(name: str, rest: str) -> bool:
    return not (_LATIN.match(name[-1:]) and _LATIN.match(rest[:1]))


def body_html(body: str, names: Collection[str] = (), own: str = "") -> SafeString:
    """Paragraphs, line breaks, links, and marks where one of `names` is called (`own`: the reader's).

    Everything else is escaped, so that no markup of the writer survives.
    """
    paragraphs = re.split(r"\n{2,}", body)
    html = "".join(f"<p>{_with_links(part, names, own).replace(chr(10), '<br>')}</p>" for part in paragraphs)
    return mark_safe(html)  # noqa: S308 - built from escaped parts only


def _with_links(text: str, names: Collection[str], own: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_closing(match.group())
        parts += [_with_names(text[position : match.start()], names, own), _link(address)]
        position = match.start() + len(address)
    return "".join([*parts, _with_names(text[position:], names, own)])


def _with_names(text: str, names: Collection[str], own: str) -> str:
    parts: list[str] = []
    position = 0
    for start, name in names_in(text, names) if names else ():
        end = start + 1 + len(name)
        called = escape(text[start:end])
        mark = f'<span class="mention">{called}</span>'
        if name == own:
            mark = f'<strong class="mention" data-me>{called}<span class="vh">{escape(_you())}</span></strong>'
        parts += [escape(text[position:start]), mark]
        position = end
    return "".join([*parts, escape(text[position:])])


def _you() -> str:
    return pgettext("a mention", "(you)")


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
