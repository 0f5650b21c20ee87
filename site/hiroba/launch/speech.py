"""What set-up and start say to the person at the terminal: one line each, Japanese first."""

import sys


class Refusal(Exception):
    """Something the person must change before we can go on: one sentence in both languages."""

    def __init__(self, japanese: str, english: str) -> None:
        """Keep both sentences; `str()` gives the line to print."""
        super().__init__(f"{japanese} / {english}")


def say(japanese: str, english: str) -> None:
    """Print one line and let it be seen at once, also through a pipe."""
    sys.stdout.write(f"{japanese} / {english}\n")
    sys.stdout.flush()


def refuse(refusal: Refusal) -> int:
    """Print why we stop, without a traceback, and answer the exit code."""
    sys.stdout.flush()
    sys.stderr.write(f"{refusal}\n")
    return 1
