from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Wagtail's own pages take pictures and documents; it checks the pictures' size itself.
CMS_UPLOAD_BYTES = 20 * 1024 * 1024


class HirobaConfig(AppConfig):
    name = "hiroba"
    verbose_name = _("Hiroba")

    def ready(self) -> None:
        """Register the checks that only a running database can answer, and what editors may upload."""
        from common.bodies import allow_bodies
        from hiroba import checks  # noqa: F401

        allow_bodies("cms/", CMS_UPLOAD_BYTES)
