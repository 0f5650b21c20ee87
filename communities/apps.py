from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = _("Communities")

    def ready(self) -> None:
        """Tell realtime what a channel is, and the start-of-day page what is new."""
        from communities import cards, record_words, streams

        streams.register()
        cards.register()
        record_words.register()
