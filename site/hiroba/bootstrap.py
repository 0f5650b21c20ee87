"""Entry of `make`: find a Python that is new enough, then hand over to the steps.

The only file that an old Python reads, hence its plain syntax and its lack of imports from us.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")
NEW_ENOUGH = "import sys; sys.exit(sys.version_info < ({}, {}))".format(*OLDEST)


def hand_over_to_newer() -> None:
    """Run this file again under a newer Python, if the machine has one that works; else say so and end."""
    for name in NEWER:
        path = shutil.which(name)
        # Asked rather than believed: a version manager's stand-in has the name without the Python.
        if path and subprocess.call([path, "-c", NEW_ENOUGH], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path] + sys.argv)  # noqa: S606, RUF005  (no shell wanted; plain syntax)
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write(
        f"Python 3.11 以上が必要です(いまは {found})。 / Python 3.11 or newer is needed (this is {found}).\n"
    )
    sys.exit(1)


def main() -> int:
    """Check the Python, then run the step that the Makefile names."""
    if sys.version_info < OLDEST:
        hand_over_to_newer()
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    from hiroba.launch import steps

    return steps.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
