"""`{% load live %}`: where the page stands in a stream, and the quiet line about the connection, for ts/lib/live.ts."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from realtime.queries import LiveStream

register = template.Library()


@register.simple_tag
def stream_attrs(stream: LiveStream) -> SafeString:
    """Attributes of the element that shows `stream`; the view took `stream` before it read the objects."""
    return format_html('data-stream="{}" data-epoch="{}" data-seq="{}"', stream.public_id, stream.epoch, stream.seq)


@register.simple_tag
def live_status() -> SafeString:
    """The page's quiet line about the connection, and its one live region; once on a page.

    The line is empty while all is well and never more than a sentence; what is new is read out from the region, at
    most every five seconds (ts/lib/polite.ts).
    """
    return format_html(
        '<p class="live-status" data-live-status data-waiting="{}" data-polling="{}" data-signed-out="{}"></p>'
        '<p class="vh" role="status" aria-live="polite" data-announce></p>',
        _("The connection was lost. Connecting again; nothing you see is lost."),
        _("This network lets no live connection through. What is new arrives another way, a moment later."),
        _("You are no longer logged in. Please log in again to see what is new."),
    )
