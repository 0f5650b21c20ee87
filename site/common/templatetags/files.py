"""`{% load files %}{% file_url file "page-1" %}`."""

from django import template

from common.files.reading import file_url as url_of
from common.models import StoredFile

register = template.Library()


@register.simple_tag
def file_url(file: StoredFile, variant: str = "original") -> str:
    """The address of one variant of a private file."""
    return url_of(file, variant)


@register.filter
def megabytes(size: int) -> str:
    """2.4 MB; never 0."""
    return f"{max(size / 1024 / 1024, 0.1):.1f} MB"
