"""`python -m hiroba.launch.start`: what `make run` becomes once everything is set up."""

import os
import sys
from pathlib import Path

from hiroba.launch import preflight, supervisor
from hiroba.launch.places import ROOT
from hiroba.launch.speech import Refusal, refuse


def main() -> int:
    """Start on PORT and HIROBA_DATA, or say in one sentence why not; answer the exit code."""
    folder = Path(os.environ.get("HIROBA_DATA") or ROOT / "var").resolve()
    try:
        supervisor.run(folder, preflight.port_from_environment())
    except Refusal as refusal:
        return refuse(refusal)
    return 0


if __name__ == "__main__":
    sys.exit(main())
