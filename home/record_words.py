"""How the audit trail speaks of public pages."""

from django.utils.translation import gettext_lazy as _

from activity.words import register_verbs

VERBS = {
    "operator_written": _("wrote who runs the site"),
    "site_built": _("built the public pages"),
    "showcase_drafted": _("drafted a case"),
    "showcase_published": _("published a case"),
}


def register() -> None:
    """Called once when the app is ready."""
    register_verbs(VERBS)
