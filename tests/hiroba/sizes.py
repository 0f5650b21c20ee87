"""Sizes of files, templates and functions: what separates readable code bases from others is the tail.

Run as `python -m tests.hiroba.sizes` by `make check`; the same findings fail a test.
"""

import ast
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_OF_FILE = 300
MOST_LINES_OF_TEMPLATE = 120
MOST_LINES_OF_FUNCTION = 30
MOST_P90 = 20
SOURCE_SUFFIXES = (".py", ".ts", ".css", ".mjs")
GENERATED = ("migrations", "static_built", "node_modules")
UNTRACKED = ("var", "__pycache__", "LC_MESSAGES")


@dataclass(frozen=True)
class Function:
    """One function with its length: signature and body, without the docstring, which may be as long as it must."""

    place: str
    lines: int


def project_files() -> list[Path]:
    """What git knows or would add; generated folders are nobody's reading."""
    paths = [ROOT / name for name in sorted(set(listed_by_git() or walked()))]
    return [p for p in paths if p.is_file() and not set(GENERATED) & set(p.relative_to(ROOT).parts)]


def listed_by_git() -> list[str]:
    """The names git gives; none where git is missing or does not trust the folder."""
    if not shutil.which("git"):
        return []
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()


def walked() -> list[str]:
    """The names found by walking, without hidden folders and data."""
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [str(name) for name in files if not name.parts[0].startswith(".") and not set(name.parts) & set(UNTRACKED)]


def is_test(path: Path) -> bool:
    """Tests may tell a long story; their files may not be long."""
    return path.relative_to(ROOT).parts[0] == "tests"


def functions_of(path: Path) -> Iterator[Function]:
    """Every function and method of a Python file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = lines_of(node) - (lines_of(node.body[0]) if ast.get_docstring(node, clean=False) else 0)
            yield Function(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines)


def lines_of(node: ast.stmt) -> int:
    """The lines a statement stands on."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(path: Path) -> int:
    """The number of lines of a file."""
    return len(path.read_text("utf-8").splitlines())


def p90(functions: list[Function]) -> float:
    """The length that nine of ten functions stay under."""
    return statistics.quantiles([f.lines for f in functions], n=10)[8] if len(functions) > 1 else 0.0


def findings() -> Iterator[str]:
    """One sentence for each file or function that is too long."""
    files = project_files()
    for path in files:
        name = path.relative_to(ROOT)
        if path.suffix in SOURCE_SUFFIXES and length(path) > MOST_LINES_OF_FILE:
            yield f"{name}: {length(path)} lines, at most {MOST_LINES_OF_FILE}"
        if name.parts[0] == "templates" and length(path) > MOST_LINES_OF_TEMPLATE:
            yield f"{name}: {length(path)} lines, at most {MOST_LINES_OF_TEMPLATE}"
    python = [path for path in files if path.suffix == ".py" and not is_test(path)]
    functions = [function for path in python for function in functions_of(path)]
    for function in functions:
        if function.lines > MOST_LINES_OF_FUNCTION:
            yield f"{function.place}: {function.lines} lines, at most {MOST_LINES_OF_FUNCTION}"
    if p90(functions) > MOST_P90:
        yield f"nine of ten functions have up to {p90(functions):.0f} lines, at most {MOST_P90}"


if __name__ == "__main__":
    found = list(findings())
    print("\n".join(found) or "sizes: fine")
    sys.exit(1 if found else 0)
