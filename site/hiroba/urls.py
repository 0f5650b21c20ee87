"""All addresses of the product. Japanese pages have no prefix, English ones start with /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hiroba import health
from hiroba.livedemo.views import ui_page
from hiroba.setup.views import setup_page
from hiroba.views import cms_login

handler500 = "hiroba.views.server_error"

urlpatterns = [
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    # People log in on our own page, where limits and the second factor are.
    path("cms/login/", cms_login, name="cms_login"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("files/", include("common.urls")),
]
if settings.DEBUG or settings.DEMO_MODE:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("activity.urls")),
    path("communities/", include("communities.urls")),
    path("", include("cohorts.urls")),
    path("", include("mentoring.urls")),
    path("", include("home.urls")),
    path("setup/<str:token>/", setup_page, name="setup"),
    path("ui/", ui_page, name="ui"),
    path("ui/board/", include("hiroba.livedemo.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
