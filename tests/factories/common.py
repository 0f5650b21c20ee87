"""Files to upload, jobs to run, and two people at the same time."""

import io
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from PIL import Image

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def run_jobs(limit: int = 100) -> int:
    """Run what waits for the worker, in this process, until nothing waits; answers how many ran.

    A job that raises fails the test. Jobs for later (`enqueue_at`) stay.
    """
    from django_tasks.base import TaskContext, TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    ran = 0
    while (waiting := DBTaskResult.objects.ready().order_by("enqueued_at").first()) is not None:
        assert ran < limit, "jobs keep making jobs"
        waiting.status = TaskResultStatus.RUNNING
        waiting.started_at = timezone.now()
        waiting.save(update_fields=["status", "started_at"])
        arguments = waiting.args_kwargs
        waiting.task.call(TaskContext(task_result=waiting.task_result), *arguments["args"], **arguments["kwargs"])
        waiting.set_successful(None)
        ran += 1
    return ran


def send_mails() -> int:
    """Let the postman go once over what is due; answers how many mails the server took."""
    from activity.post import Postman

    return Postman().go(timezone.now())


def picture_bytes(form: str = "PNG", size: tuple[int, int] = (640, 400), **options: Any) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#ffd43d").save(buffer, form, **options)
    return buffer.getvalue()


def heic_bytes(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """The same as a phone writes it. Only tests write HEIC."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    return picture_bytes("HEIF", size, **options)


def picture(name: str = "スケッチ.png", form: str = "PNG", size: tuple[int, int] = (640, 400)) -> SimpleUploadedFile:
    """The same as an upload."""
    return SimpleUploadedFile(name, picture_bytes(form, size))


def pdf_bytes(pages: int = 2, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF with empty pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def pdf(name: str = "計画.pdf", pages: int = 2) -> SimpleUploadedFile:
    """The same as an upload."""
    return SimpleUploadedFile(name, pdf_bytes(pages), content_type="application/pdf")


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work(n)` in `count` threads that start at the same moment; answers results and exceptions, in order.

    For transactional tests: every thread has a connection of its own.
    """
    results: list[Any] = [None] * count
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            barrier.wait(20)
            results[number] = work(number)
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
