"""One whole check of the audit trail, step by step, so that a page can show how far it is."""

from collections.abc import Iterator

from activity.heads import lost_heads
from activity.queries import Finding, Verdict, chain_length, check_links, check_loose_ends
from activity.queries.chain import STEP


def verify_all() -> Iterator[Finding]:
    """Everything that is wrong, from the first link to the last, then what lies outside the chain."""
    after, end = 0, chain_length()
    while after < end:
        after, findings = check_links(after, STEP)
        yield from findings
    yield from check_ends()


def check_ends() -> list[Finding]:
    """The last step: lines that nobody here wrote, and noted heads that the chain no longer holds."""
    lost = lost_heads()
    cut = [Finding(Verdict.CUT, min(head.position for head in lost))] if lost else []
    return [*check_loose_ends(), *cut]
