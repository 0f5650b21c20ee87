"""Files that are not public: entries, sketches, attachments. See common/README.md.

Needs models: an `AppConfig` imports this inside `ready()`, never at the top of its apps.py.
"""

from common.files.reading import file_url, files_for, readable_variant
from common.files.receiving import check_upload, keep_file, receive_file, remove_file
from common.files.registry import (
    DOCUMENTS,
    IMAGES,
    OFFICE,
    PDF,
    PICTURES_AND_PDF,
    FileKind,
    file_kind,
    file_kinds,
    is_page,
    on_file_ready,
    on_file_refused,
    register_file_kind,
)

__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "OFFICE",
    "PDF",
    "PICTURES_AND_PDF",
    "FileKind",
    "check_upload",
    "file_kind",
    "file_kinds",
    "file_url",
    "files_for",
    "is_page",
    "keep_file",
    "on_file_ready",
    "on_file_refused",
    "readable_variant",
    "receive_file",
    "register_file_kind",
    "remove_file",
]
