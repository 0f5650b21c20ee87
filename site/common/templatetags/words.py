"""Filters and tags for words that must be set in a certain way: receipt numbers and lines about errors."""

import re
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.ui.tongue import in_its_tongue

register = template.Library()

# Prefix of the term, year, running number, check character: KDX2-2026-0007-9.
RECEIPT_NUMBER = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Z0-9]*-[0-9]{4}-[0-9]{4,}-[0-9A-Z](?![A-Za-z0-9-])")
# What a label may end in, and what a line about it must not repeat: 「同意します。＊」 gives 「同意します：…」.
LABEL_TAIL = " \u3000*＊※.。．:：、,"
TEXT_HEAD = " \u3000*＊※"


@register.filter
def codes(text: Any) -> SafeString:
    """Keep each receipt number in a text on one line: it is read aloud and copied, and never broken at a hyphen.

    >>> codes("受付番号 KDX2-2026-0007-9")
    '受付番号 <span class="code">KDX2-2026-0007-9</span>'
    """
    safe = conditional_escape("" if text is None else text)
    return SafeString(RECEIPT_NUMBER.sub(lambda found: format_html('<span class="code">{}</span>', found[0]), safe))


@register.simple_tag
def error_line(label: str | Promise, text: str | Promise) -> SafeString:
    """One line of a summary of errors: what it is about, then what to do, with one mark between them.

    Labels can be whole sentences (a consent) or end in a mark of their own, and errors begin with ＊ at their field;
    joined as they are, that reads 「同意します。：＊…」.
    """
    about = in_its_tongue(str(label).strip().rstrip(LABEL_TAIL))
    sentence = in_its_tongue(str(text).strip().lstrip(TEXT_HEAD))
    return SafeString(_("%(label)s: %(text)s") % {"label": about, "text": sentence}) if about else sentence
