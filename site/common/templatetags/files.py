"""`{% load files %}{% file_url file "page-1" %}`."""

from django import template

from common.files.reading import file_url as url_of
from common.models import StoredFile

register = template.Library()


@register.simple_tag
def file_url(file: StoredFile, variant: str = "original") -> str:
    """The address of one variant of a private file."""
    return url_of(file, variant)
