"""An address as a picture for the camera of another phone."""

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def qr_picture(address: str) -> SafeString:
    """The drawing as SVG for the page itself: one path, no style, so that it keeps to the page's policy."""
    drawing: str = qrcode.make(address, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    return mark_safe(drawing)  # noqa: S308 - drawn here; the address becomes dots
