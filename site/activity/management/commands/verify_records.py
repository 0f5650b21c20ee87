"""`manage.py verify_records`: whether the audit trail is as it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from activity.actions import seal_records
from activity.heads import heads_file, note_head
from activity.queries import Finding, Verdict, chain_length
from activity.verification import verify_all

WORDS = {
    Verdict.CHANGED: "was changed after it was written",
    Verdict.MISSING: "was removed",
    Verdict.ADDED: "was not written by this installation",
    Verdict.MOVED: "was moved to another place of the chain",
    Verdict.CUT: "the chain no longer holds what was noted here before",
}


class Command(BaseCommand):
    """Names every line that was changed, removed, added or moved; ends with 1 when there is one."""

    help = "Check the audit trail against its chain."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal what waits, check everything, note the head."""
        findings = list(verify_all())
        for finding in findings:
            self.stdout.write(sentence(finding))
        if findings:
            raise CommandError(f"{len(findings)} records are not as they were written.")
        while seal_records(now=timezone.now()):
            pass
        note_head(timezone.now())
        self.stdout.write(f"{chain_length()} records are as they were written. Head: {heads_file()}")


def sentence(finding: Finding) -> str:
    """One finding in words."""
    place = f"link {finding.position}: " if finding.position else ""
    name = f"record {finding.record} " if finding.record else ""
    return f"{place}{name}{WORDS[finding.verdict]}"
