"""Every denial of mentoring has its own sentence; who may do what stands in the matrix and runs there."""

from pathlib import Path

from accounts.rights import denial
from common.errors import NotAllowed
from mentoring import permissions


def test_every_right_has_its_own_sentence():
    source = Path(permissions.__file__).read_text()
    named = {line.split('"')[1] for line in source.splitlines() if line.startswith("rules.add_perm(")}
    public = {"mentoring.list_mentors"}
    assert {name for name in named - public if denial(name) == NotAllowed.default} == set()
