"""Where set-up puts things, and the stamps that let it skip what is done."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
FRONTEND = ROOT / "site" / "frontend"
BUILT = ROOT / "site" / "hiroba" / "static_built"
LOCALE = ROOT / "site" / "hiroba" / "locale" / "ja"


def digest_of(paths: Iterable[Path], *more: str) -> str:
    """A fingerprint of files (names and contents) and of further words."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files_under(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


class Stamp:
    """A file that holds the fingerprint of what was done, written only when it is done."""

    def __init__(self, path: Path, wanted: str) -> None:
        """`path` lies inside what it vouches for, so that removing that removes the stamp."""
        self.path = path
        self.wanted = wanted

    @property
    def is_current(self) -> bool:
        """Whether nothing has changed since."""
        return self.path.is_file() and self.path.read_text() == self.wanted

    def write(self) -> None:
        """Vouch for it, in one step."""
        partial = self.path.with_name(f"{self.path.name}.part")
        partial.write_text(self.wanted)
        partial.replace(self.path)
