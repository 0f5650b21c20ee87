"""Whether this process is alive, and whether it can serve people now.

`live` asks nothing of anybody: a load balancer restarts what does not answer it. `ready` asks the
database, the migrations, the layer and the data folder; it names what failed and never why, since
anybody may read it.
"""

import functools
import logging
import tempfile
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from hiroba.migrated import stranded

logger = logging.getLogger(__name__)


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, otherwise 503; `parts` maps each part to whether it is well."""
    parts = {name: is_well(name, probe) for name, probe in PROBES.items()}
    well = all(parts.values())
    return JsonResponse({"ready": well, "parts": parts}, status=200 if well else 503)


def is_well(name: str, probe: Callable[[], bool]) -> bool:
    """Run one probe; whatever it raises is a no, and its reason goes to the log only."""
    try:
        return probe()
    except Exception:
        logger.warning("not ready: %s", name, exc_info=True)
        return False


def database_answers() -> bool:
    """Ask the database for a constant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    """Whether the tables are those of this code.

    Once yes, always yes: code does not change under a running process, and the plan is dear.
    """
    if not _found_applied():
        _found_applied.cache_clear()
        return False
    return True


@functools.cache
def _found_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not stranded(executor) and not executor.migration_plan(executor.loader.graph.leaf_nodes())


def layer_answers() -> bool:
    """Ask Redis, when there is one: hints, cache and limits all live in it."""
    if not settings.REDIS_URL:
        return True
    cache.set("hiroba:ready", "1", 10)
    return bool(cache.get("hiroba:ready") == "1")


def data_folder_takes_files() -> bool:
    """Write a byte where uploads go; a full disk lets a file be made but not filled."""
    with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR, prefix=".ready-") as file:
        file.write(b"1")
        file.flush()
    return True


PROBES: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "layer": layer_answers,
    "data": data_folder_takes_files,
}
