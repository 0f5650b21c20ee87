"""The process that opens what strangers upload; nothing else does.

It is started as a plain script with an empty environment, lowers its own limits, reads one JSON request from standard
input and writes one JSON answer to standard output: {"pages": [...]} or {"refused": reason}. A crash in a decoder
ends this process only.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 40
# One written file; an original of 10 MB never becomes as large as this.
WRITTEN = 256 * 1024 * 1024

Task = Callable[..., list[dict[str, Any]]]


def limit_this_process() -> None:
    """From here on more memory, time or disk than a file needs ends the process; a crash leaves no core behind."""
    for name, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(name, (most, most))


def answer(request: dict[str, Any], tasks: Mapping[str, Task]) -> dict[str, Any]:
    """Do what the request says; a refusal is an answer, every other error ends the process."""
    from common.decoder.refusal import Refused  # noqa: PLC0415 — found only after the path is set

    try:
        return {"pages": tasks[request.pop("task")](**request)}
    except Refused as refusal:
        return {"refused": refusal.reason}
    except MemoryError:
        return {"refused": "pixels"}


def main(source: TextIO = sys.stdin, sink: TextIO = sys.stdout) -> None:
    """Answer the one request of this process."""
    limit_this_process()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from common.decoder.tasks import TASKS  # noqa: PLC0415 — found only after the path is set

    json.dump(answer(json.load(source), TASKS), sink)


if __name__ == "__main__":
    main()
