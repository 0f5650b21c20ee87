"""Whatever the sources record, the audit trail can say in words."""

import re

from activity.words import known_verbs
from tests.hiroba.sizes import ROOT

FOLDERS = ("site/accounts", "site/activity", "site/common", "communities", "cohorts", "mentoring", "home")
WRITTEN = re.compile(r'verb="([a-z_]+)"')


def written_verbs() -> set[str]:
    """The verbs that actions name literally."""
    sources = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return {verb for path in sources for verb in WRITTEN.findall(path.read_text("utf-8"))}


def test_every_recorded_verb_has_words():
    assert len(written_verbs()) > 20
    assert written_verbs() - known_verbs() == set()
