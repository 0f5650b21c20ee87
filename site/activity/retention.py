"""How long what activity keeps is kept. What is not named here stays: decisions, rights, moderation, unread notices.

| what | kept |
|---|---|
| lines of the audit trail that tell of a look (entry, file, mail opened) | 3 years |
| mails that were sent or withheld | 90 days |
| notices that were read | a year after they were read |

The database itself refuses to remove a line of the audit trail earlier (`append_only.py`).
"""

from datetime import timedelta

READINGS_KEPT = timedelta(days=3 * 365)
MAILS_KEPT = timedelta(days=90)
READ_NOTICES_KEPT = timedelta(days=365)
