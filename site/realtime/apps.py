from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = _("Live streams")

    def ready(self) -> None:
        """The control stream is a kind that nobody may read, fed by what accounts announces."""
        from accounts.hooks import access_changed
        from realtime.permissions import nobody_reads
        from realtime.queries import CONTROL
        from realtime.receivers import end_what_ended
        from realtime.registry import StreamKind, register_stream_kind, render_ids

        register_stream_kind(StreamKind(CONTROL, nobody_reads, render_ids))
        if end_what_ended not in access_changed:
            access_changed.append(end_what_ended)
