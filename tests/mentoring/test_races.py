"""Twenty at once, on a database file and (where there is one) on PostgreSQL; each with its twin."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.databases import own_database

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ["sqlite", *(["postgres"] if "postgres" in os.environ.get("HIROBA_DATABASE_URL", "") else [])]


def race(name: str, database: str, data: Path) -> dict[str, Any]:
    with own_database(database, data) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.mentoring.races", name],
            cwd=ROOT,
            env={
                **os.environ,
                **environment,
                "HIROBA_DATA": str(data),
                "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "hiroba.settings.test"),
                "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
            },
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("name", ["same_hour", "same_company"])
def test_twenty_book_at_once_and_one_gets_it(name, database, tmp_path):
    found = race(name, database, tmp_path)
    assert Counter(found["outcomes"]) == {"done": 1, "Conflict": 19}
    assert found["sessions"] == 1


@pytest.mark.parametrize("database", DATABASES)
def test_twin_without_claims_one_company_sits_in_many_rooms(database, tmp_path):
    found = race("same_company!", database, tmp_path)
    assert found["sessions"] == 20


@pytest.mark.parametrize("database", DATABASES)
def test_pins_set_at_once_are_numbered_without_holes(database, tmp_path):
    found = race("pins", database, tmp_path)
    assert Counter(found["outcomes"]) == {"done": 20}
    assert found["numbers"] == list(range(1, 21))
    assert found["seqs"] == list(range(found["head"] - 19, found["head"] + 1))


@pytest.mark.parametrize("database", DATABASES)
def test_a_request_repeated_twenty_times_is_one_pin(database, tmp_path):
    found = race("doubled_pin", database, tmp_path)
    assert Counter(found["outcomes"]) == {"done": 20}
    assert (found["pins"], found["events"]) == (1, 1)
    assert found["head"] == 2
