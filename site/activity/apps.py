from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "activity"
    verbose_name = _("Activity")

    def ready(self) -> None:
        """Listen to what the apps below have to say, and know the rights, the words, the kinds and the inbox."""
        from activity import account_mails, long_jobs, permissions, record_words, streams  # noqa: F401 (importing registers the rights)
        from activity.receivers import connect

        connect()
        record_words.register()
        account_mails.register()
        streams.register()
        long_jobs.register()
