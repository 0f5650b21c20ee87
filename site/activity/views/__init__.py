"""Pages of activity."""

from activity.views.jobs import job, records_verify
from activity.views.notices import mail_settings, mail_stop, notice, notices, notices_read, notices_unread
from activity.views.outbox import outbox, outbox_retry
from activity.views.records import records, records_csv
from activity.views.start import demo_mail, demo_mail_page, demo_mails, my

__all__ = [
    "demo_mail",
    "demo_mail_page",
    "demo_mails",
    "job",
    "mail_settings",
    "mail_stop",
    "my",
    "notice",
    "notices",
    "notices_read",
    "notices_unread",
    "outbox",
    "outbox_retry",
    "records",
    "records_csv",
    "records_verify",
]
