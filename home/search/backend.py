"""The backend that `WAGTAILSEARCH_BACKENDS` names: chosen by the database."""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the library looks for this name)
    """The pair backend of the database in use."""
    if connection.vendor == "postgresql":
        from home.search.postgres import PairSearchBackend as Backend  # noqa: PLC0415 (needs its database)
    else:
        from home.search.sqlite import PairSearchBackend as Backend  # noqa: PLC0415
    return Backend(params)
