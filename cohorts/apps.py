from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "cohorts"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Say what other apps ask: who may read an entry's file, what stands on the start page."""
        from accounts.enums import RoleKind
        from accounts.scopes import ScopeSource, register_scopes
        from activity.cards import register_card
        from cohorts import cards, mail_kinds, receivers, record_words
        from cohorts.file_kinds import entry_files
        from cohorts.queries import role_scopes
        from common.files import register_file_kind

        kinds = frozenset({RoleKind.STAFF, RoleKind.CONTRACTOR, RoleKind.JUROR, RoleKind.MENTOR})
        register_scopes(ScopeSource(_("Terms of programmes"), kinds, role_scopes))
        register_file_kind(entry_files)
        record_words.register()
        mail_kinds.register()
        receivers.connect()
        for source in (cards.asking_cards, cards.entry_cards, cards.juror_card, cards.office_cards):
            register_card(source)
