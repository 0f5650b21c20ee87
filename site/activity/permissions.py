"""Who may read the audit trail, and see which mails could not be sent."""

import rules
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_staff_member
from accounts.rights import sentence

rules.add_perm("activity.read_records", is_staff_member)
rules.add_perm("activity.see_outbox", is_staff_member)
sentence("activity.read_records", _("Only the operator's own staff can see who read or changed what."))
sentence("activity.see_outbox", _("Only the operator's own staff can see which mails could not be sent."))
