"""Where large uploads wait while they come in."""

import tempfile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from common.files.held import incoming


class PrivateUpload(TemporaryUploadedFile):
    """A temporary file in the private folder, gone when it is closed."""

    def __init__(
        self,
        name: str | None,
        content_type: str | None,
        size: int | None,
        charset: str | None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        file: Any = tempfile.NamedTemporaryFile(prefix="upload-", dir=incoming())  # noqa: SIM115 — closed by the request
        UploadedFile.__init__(self, file, name, content_type, size, charset, content_type_extra)


class PrivateUploadHandler(TemporaryFileUploadHandler):
    """Not in the machine's common folder: what a killed process leaves is confidential, and swept with the rest."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file of a request."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = PrivateUpload(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
