"""Checking the whole audit trail from its page, in steps that a killed worker does not lose."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activity.queries import Finding, Verdict, chain_length, check_links
from activity.queries.chain import STEP
from activity.verification import check_ends
from common.errors import Sentence
from common.long_jobs import LongJobKind, Step, register_long_job
from common.models import LongJob

VERIFY = "activity.verify_records"
MOST_FINDINGS = 100
WORDS = {
    Verdict.CHANGED: gettext_lazy("Line %(line)s was changed after it was written."),
    Verdict.MISSING: gettext_lazy("Line %(line)s was removed."),
    Verdict.ADDED: gettext_lazy("Line %(line)s was not written by this installation."),
    Verdict.MOVED: gettext_lazy("Line %(line)s was moved to another place."),
    Verdict.CUT: gettext_lazy("The chain no longer holds what was noted outside the database, from line %(line)s on."),
}


def verify_step(job: LongJob) -> Step:
    """STEP links; after the last one what lies outside the chain. The cursor holds the place and what was found."""
    after, found = int(job.cursor.get("after", 0)), list(job.cursor.get("found", []))
    end = max(job.total, chain_length())
    if after < end:
        after, findings = check_links(after, STEP)
        found = [*found, *map(_stored, findings)][:MOST_FINDINGS]
        return Step({"after": after, "found": found}, done=min(after, end), total=end)
    found = [*found, *map(_stored, check_ends())][:MOST_FINDINGS]
    return Step({"after": after, "found": found}, done=end, total=end, result={"found": found, "count": end})


def verify_words(result: dict[str, Any]) -> Sequence[Sentence]:
    """What the page says when the check is done."""
    if not result["found"]:
        count = result["count"]
        text = ngettext("%(count)d line is as it was written.", "%(count)d lines are as they were written.", count)
        return [text % {"count": count}]
    return [
        _("Something is not as it was written. Please tell whoever is responsible for security."),
        *(str(WORDS[Verdict(verdict)]) % {"line": line} for verdict, line in result["found"]),
    ]


def _stored(finding: Finding) -> list[str]:
    return [finding.verdict.value, str(finding.record or finding.position)]


def register() -> None:
    """Called once by AppConfig.ready()."""
    register_long_job(LongJobKind(VERIFY, gettext_lazy("Check of the audit trail"), verify_step, verify_words))
