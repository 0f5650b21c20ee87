from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = _("Communities")

    def ready(self) -> None:
        """Tell realtime what a channel is, and the start-of-day page what is new."""
        from accounts.enums import RoleKind
        from accounts.scopes import ScopeSource, register_scopes

        # tasks registers its jobs
        from communities import cards, mail_kinds, message_files, record_words, search_sources, streams, tasks  # noqa: F401
        from communities.queries import role_scopes

        kinds = frozenset({RoleKind.STAFF, RoleKind.ORGANISER})
        register_scopes(ScopeSource(_("Communities"), kinds, role_scopes))
        streams.register()
        cards.register()
        mail_kinds.register()
        message_files.register()
        record_words.register()
        search_sources.register()
