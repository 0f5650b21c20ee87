from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveDemoConfig(AppConfig):
    name = "hiroba.livedemo"
    verbose_name = _("Live demonstration")

    def ready(self) -> None:
        """Tell realtime what the board is."""
        from hiroba.livedemo import streams

        streams.register()
