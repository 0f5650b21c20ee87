from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self) -> None:
        """Tell realtime what a sketch is, files who may read it, and other apps' pages what to show of it."""
        from mentoring import mail_kinds, panels, record_words, sketch_files, streams

        streams.register()
        sketch_files.register()
        panels.register()
        record_words.register()
        mail_kinds.register()
