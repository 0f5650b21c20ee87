"""The only place that writes public pages, Wagtail's admin aside."""

from home.actions.showcase import draft_showcase, publish_showcase, write_showcase
from home.actions.site import build_minimal_site, build_site

__all__ = ["build_minimal_site", "build_site", "draft_showcase", "publish_showcase", "write_showcase"]
