from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class HomeConfig(AppConfig):
    """Public pages."""

    name = "home"
    default = True
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Register the rights, the sources of the sections, the frame, the draft of a case, the panels, the mails."""
        from activity.mail_rendering import mail_context
        from common.searching import keepers
        from home import mail_kinds, panels, permissions, receivers, record_words, sources  # noqa: F401 (importing registers)
        from home.actions.search import keep_words
        from home.queries import operator_for

        receivers.connect(self)
        panels.register()
        record_words.register()
        mail_kinds.register()
        keepers.append(keep_words)
        mail_context.append(lambda: {"operator": operator_for(None)})


class UserAdminConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our pages about people (`home.cms.people`)."""

    user_viewset = "home.cms.people.UserViewSet"


class ContentAdminConfig(WagtailAdminAppConfig):
    """Wagtail's own pages; mails about drafts go through our outbox instead of past it, shown pictures stay."""

    def ready(self) -> None:
        """Connect what Wagtail connects, its mails aside."""
        from wagtail.images.models import Image
        from wagtail.permissions import register_permission_policy

        from home.cms.pictures import picture_policy
        from home.receivers import silence_wagtails_mails

        super().ready()
        silence_wagtails_mails()
        register_permission_policy(Image, picture_policy())
