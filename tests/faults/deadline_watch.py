"""What the database's clock said while entries were handed in; put in from outside by `unprotected`.

A line for each attempt, in a file for each process: the entry, the clock when the locks were held and at the end.
"""

import json
import os
from pathlib import Path
from threading import local
from typing import Any

NAME = "deadline-watch"
held = local()


def folder() -> Path:
    """Where the lines lie: in the data of the installation."""
    return Path(os.environ["HIROBA_DATA"])


def begin_to_watch() -> None:
    """Read the clock after the lock of the entry, and when the action ends; change nothing."""
    from cohorts.actions import submission
    from cohorts.views import entry_form
    from common.clock import database_now

    lock, submit = submission.locked_entry, entry_form.submit_entry

    def locked(entry: Any) -> Any:
        found = lock(entry)
        held.at = database_now()
        return found

    def watched(**values: Any) -> Any:
        try:
            return submit(**values)
        finally:
            line = [str(values["entry"].public_id), held.at.isoformat(), database_now().isoformat()]
            with (folder() / f"{NAME}-{os.getpid()}.jsonl").open("a") as file:
                file.write(json.dumps(line) + "\n")

    submission.locked_entry, entry_form.submit_entry = locked, watched


def readings() -> dict[str, tuple[str, str]]:
    """Both readings of each entry, from all processes."""
    lines = [json.loads(line) for path in folder().glob(f"{NAME}-*.jsonl") for line in path.read_text().splitlines()]
    return {entry: (at, ended) for entry, at, ended in lines}
