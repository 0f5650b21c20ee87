"""`{% link_url value as url %}`: where a button of a section leads. `{% underlined title part %}`: the hero's line."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.sources.programmes import link_url as url_of

register = template.Library()


@register.simple_tag(takes_context=True)
def link_url(context: Context, value: Any) -> str:
    """The address; empty when there is none in this language."""
    return url_of(value, context.get("request"))


@register.simple_tag
def underlined(text: str, part: str) -> SafeString | str:
    """The heading with one part lined as by a marker; words that are not in it leave it as it is."""
    before, found, after = text.partition(part) if part else (text, "", "")
    if not found:
        return text
    return format_html('{}<span class="underline">{}</span>{}', before, found, after)
