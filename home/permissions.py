"""Who may publish a case, and the sentence for a refusal."""

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rights import sentence
from cohorts.models import Entry
from cohorts.permissions import helps_run, runs


@rules.predicate
def is_announced(_user: User | AnonymousUser, entry: Entry) -> bool:
    """Adoption is public knowledge; before that there is no case."""
    return entry.is_adopted


rules.add_perm("home.publish_showcase", runs & is_announced)
sentence("home.publish_showcase", _("Cases are published by the office, once the results are announced."))
rules.add_perm("home.see_showcase_draft", (runs | helps_run) & is_announced)
sentence("home.see_showcase_draft", _("The draft of a case is seen by the office only."))
