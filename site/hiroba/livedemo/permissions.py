"""Who may try out live updates: whoever sees the page of components."""

import rules
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rights import sentence


@rules.predicate
def is_behind_the_scenes(user: User | AnonymousUser) -> bool:
    """People who may enter the content management; while debugging everybody who is logged in."""
    return user.is_authenticated and user.is_active and (user.is_staff or settings.DEBUG)


rules.add_perm("livedemo.use_board", is_behind_the_scenes)
sentence("livedemo.use_board", _("The board is for the people who build and run this site."))
