"""What the process can be asked to do."""

from common.decoder import documents, office, pictures
from common.decoder.__main__ import Task

TASKS: dict[str, Task] = {
    "picture": pictures.rewrite,
    "pdf_check": documents.check,
    "pdf_pages": documents.draw,
    "office_check": office.check,
}
