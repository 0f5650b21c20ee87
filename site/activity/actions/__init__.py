"""Everything that writes in activity."""

from activity.actions.delivery import (
    give_back_all_mails,
    give_back_mail,
    note_sent,
    retry_mail,
    take_mail,
    try_later,
    withhold_mail,
)
from activity.actions.mail import notify, send_mail_to
from activity.actions.notices import (
    hide_lost_notices,
    open_notice,
    read_all_notices,
    recheck_notices,
    send_digest,
    set_frequency,
    tell_open_pages,
)
from activity.actions.records import record, record_reading, seal_records
from activity.actions.retention import prune_readings, prune_told, take_out_lines

__all__ = [
    "give_back_all_mails",
    "give_back_mail",
    "hide_lost_notices",
    "note_sent",
    "notify",
    "open_notice",
    "prune_readings",
    "prune_told",
    "read_all_notices",
    "recheck_notices",
    "record",
    "record_reading",
    "retry_mail",
    "seal_records",
    "send_digest",
    "send_mail_to",
    "set_frequency",
    "take_mail",
    "take_out_lines",
    "tell_open_pages",
    "try_later",
    "withhold_mail",
]
