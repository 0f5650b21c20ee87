"""The import contracts hold something: a project of empty files passes, and each forbidden import fails."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hiroba.sizes import ROOT

APPS = ("hiroba", "home", "mentoring", "cohorts", "communities", "activity", "realtime", "accounts", "common")
FILES = (
    "enums",
    "models",
    "queries",
    "permissions",
    "actions",
    "tasks",
    "receivers",
    "forms",
    "blocks",
    "views",
    "urls",
)


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """The project's apps and their files, all empty, under the project's own contracts."""
    for app in APPS:
        (tmp_path / app).mkdir()
        for name in ("__init__", *FILES):
            (tmp_path / app / f"{name}.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def contracts(folder: Path) -> tuple[int, str]:
    """Run the tool in a folder of its own; answer the exit code and what it printed."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_an_empty_project_keeps_every_contract(skeleton):
    code, printed = contracts(skeleton)
    assert (code, "3 kept, 0 broken" in printed) == (0, True), printed


@pytest.mark.parametrize(
    ("place", "imported", "contract"),
    [
        *((f"{low}/models.py", f"{high}.models", "apps import one way") for high, low in itertools.pairwise(APPS)),
        ("common/models.py", "hiroba.urls", "apps import one way"),
        ("cohorts/enums.py", "cohorts.models", "inside an app"),
        ("cohorts/models.py", "cohorts.actions", "inside an app"),
        ("accounts/queries.py", "accounts.permissions", "inside an app"),
        ("realtime/permissions.py", "realtime.actions", "inside an app"),
        ("activity/actions.py", "activity.tasks", "inside an app"),
        ("communities/actions.py", "communities.forms", "inside an app"),
        ("mentoring/forms.py", "mentoring.views", "inside an app"),
        ("home/views.py", "home.urls", "inside an app"),
        ("mentoring/views.py", "wagtail.models", "Wagtail lives in home only"),
        ("accounts/models.py", "wagtail", "Wagtail lives in home only"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(skeleton, place, imported, contract):
    (skeleton / place).write_text(f"import {imported}\n")
    code, printed = contracts(skeleton)
    broken = [line for line in printed.splitlines() if line.endswith("BROKEN")]
    assert code == 1
    assert any(line.startswith(contract) for line in broken), printed
