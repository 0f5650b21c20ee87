"""Rules about the repository itself that no tool knows."""

import json
import re
from pathlib import Path

import pytest

from tests.hiroba.sizes import ROOT, findings, length, project_files

# Assembled, so that this file does not contain what it forbids.
REGISTRY_HOSTS = re.compile("|".join(re.escape(".".join(p)) for p in (
    ("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"),
    ("unpkg", "com"), ("jsdelivr", "net"), ("cdnjs", "cloudflare", "com"), ("fonts", "googleapis", "com"),
    ("deb", "debian", "org"),
)))  # fmt: skip
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work|root|home)/[a-z][\w.-]*/")
BINARY = (".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".ico", ".gif", ".mo")


def texts() -> list[tuple[str, str]]:
    """Every text file of the project with its name."""
    paths = [path for path in project_files() if path.suffix not in BINARY]
    return [(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in paths]


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands, as `file: match`."""
    return [f"{name}: {match.group()}" for name, text in texts() for match in pattern.finditer(text)]


def test_sizes_are_kept():
    assert list(findings()) == []


def test_no_file_names_a_package_registry_or_a_font_host():
    assert places(REGISTRY_HOSTS) == []


def test_width_rules_ask_the_page_and_not_the_window():
    """Only so does a layout follow the reader's text size: at 200 % a wide window is a narrow page."""
    rules = places(re.compile(r"@media[^{]*\b(?:min-|max-)?width\b"))
    assert [place for place in rules if ".css:" in place] == []


def test_no_file_names_a_place_on_one_machine():
    assert places(MACHINE_PATHS) == []


def test_npm_lock_has_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_npm_lock_has_a_hash_for_every_package():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_python_lock_has_hashes_and_no_addresses(name):
    lines = (ROOT / name).read_text().splitlines()
    pinned = [n for n, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert [lines[n] for n in pinned if "--hash=sha256:" not in lines[n + 1]] == []
    assert [line for line in lines if line.startswith(("-i ", "--index", "--extra-index", "--find"))] == []


def test_every_pinned_version_of_the_run_lock_is_the_same_in_the_development_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9][^ ;\\]*==[^ ;\\]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_site_is_a_plain_folder():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_every_test_folder_is_a_package():
    folders = {path.parent for path in project_files() if path.suffix == ".py" and ROOT / "tests" in path.parents}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_length_counts_lines(tmp_path: Path):
    (tmp_path / "three.py").write_text("a\nb\nc\n")
    assert length(tmp_path / "three.py") == 3
