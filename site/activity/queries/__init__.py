"""Everything that is read of activity."""

from activity.queries.chain import Finding, Verdict, chain_length, check_links, check_loose_ends, unsealed_records
from activity.queries.mails import (
    DIGEST,
    due_mails,
    frequencies_of,
    frequency_for,
    late_mails,
    parked_mails,
    people_waiting_for_digest,
    sent_mails,
)
from activity.queries.notices import (
    INBOX,
    Inbox,
    inbox_of,
    lost_lines,
    notices_of,
    unread_by_key,
    unread_count,
    untold_notices,
    waiting_for_digest,
)
from activity.queries.records import RecordFilter, records_about, records_matching

__all__ = [
    "DIGEST",
    "INBOX",
    "Finding",
    "Inbox",
    "RecordFilter",
    "Verdict",
    "chain_length",
    "check_links",
    "check_loose_ends",
    "due_mails",
    "frequencies_of",
    "frequency_for",
    "inbox_of",
    "late_mails",
    "lost_lines",
    "notices_of",
    "parked_mails",
    "people_waiting_for_digest",
    "records_about",
    "records_matching",
    "sent_mails",
    "unread_by_key",
    "unread_count",
    "unsealed_records",
    "untold_notices",
    "waiting_for_digest",
]
