"""The secret key of an installation that was given none: made once, kept in the data folder."""

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """Read the key of `data_dir`, or make one that only the owner of the process can read.

    Two processes that start together agree: the file is created exclusively and the loser reads it.
    """
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip() or _refill(path)
    except OSError:
        # `start` reports an unusable data folder in a sentence; settings must load to get there.
        return secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _refill(path: Path) -> str:
    """Replace an empty key file, which a kill between creating and writing leaves behind."""
    key = secrets.token_urlsafe(48)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_text(key)
    temporary.chmod(0o600)
    temporary.replace(path)
    return key
