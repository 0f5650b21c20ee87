"""Template filters for dates: `{% load dates %}{{ cohort.closes_at|daytime }}`."""

from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import dates

register = template.Library()


@register.filter
def day(when: date | datetime | None) -> str:
    """11月21日（土） / Sat 21 Nov."""
    return dates.format_date(when) if when else ""


@register.filter
def full_day(when: date | datetime | None) -> str:
    """2026年11月21日（土） / Sat 21 Nov 2026."""
    return dates.format_date(when, with_year=True) if when else ""


@register.filter
def daytime(when: datetime | None) -> str:
    """11月21日（土）17:00 / Sat 21 Nov, 17:00."""
    return dates.format_daytime(when) if when else ""


@register.filter
def fiscal(when: date | datetime | int | None) -> str:
    """2026年度（令和8年度）."""
    return dates.fiscal_label(when) if when else ""


@register.filter
def era(when: date | datetime | None) -> str:
    """令和8年."""
    return dates.era_year(when) if when else ""


@register.filter
def clock(when: datetime | None) -> str:
    """17:00."""
    return dates.format_clock(when) if when else ""


@register.filter
def days_left(when: date | datetime | None) -> str:
    """あと3日 / 3 days left; きょうまで / until today on the last day; 終了 / over afterwards."""
    if not when:
        return ""
    count = dates.days_left(when)
    if count < 0:
        return _("over")
    if count == 0:
        return _("until today")
    return ngettext("%(count)d day left", "%(count)d days left", count) % {"count": count}
