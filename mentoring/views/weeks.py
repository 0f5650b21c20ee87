"""A mentor's weekly hours: press cells or type times, save; last week is one press away."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Conflict, InvalidInput, StaleWrite
from common.ui.components.frame import Crumb
from mentoring.actions import set_week
from mentoring.forms import WeekForm, show_error, typed_again
from mentoring.forms.weeks import HOURS, initial_of
from mentoring.models import Mentor
from mentoring.queries import free_count, offered_in_week, week_of
from mentoring.views.doors import own_hours

SEE_OTHER = 303


@never_cache
@require_http_methods(["GET", "POST"])
def week(request: HttpRequest) -> HttpResponse:
    """The pattern as it is, or filled with last week (`?copy=last`); a POST sets it."""
    person, mentor = own_hours(request.user)
    if request.method == "GET":
        return _begin(request, mentor)
    form = WeekForm(request.POST)
    status = InvalidInput.status
    if form.is_valid():
        try:
            return _set(request, mentor, form, person)
        except (InvalidInput, Conflict) as error:
            status = error.status
            show_error(form, error)
            if isinstance(error, StaleWrite):
                typed_again(form, rev=str(initial_of(week_of(mentor))["rev"]))
    return _page(request, form, status=status)


def _set(request: HttpRequest, mentor: Mentor, form: WeekForm, person: User) -> HttpResponse:
    now = timezone.now()
    set_week(mentor=mentor, plan=form.plan(), rev=form.cleaned_data["rev"] or 0, by=person, now=now)
    count = free_count(mentor, now)
    text = ngettext("%(n)d hour can be booked now.", "%(n)d hours can be booked now.", count) % {"n": count}
    messages.success(request, _("Your week is saved.") + " " + text)
    return HttpResponseRedirect(reverse("mentoring:agenda"), status=SEE_OTHER)


def _begin(request: HttpRequest, mentor: Mentor) -> HttpResponse:
    known = week_of(mentor)
    if request.GET.get("copy") != "last":
        return _page(request, WeekForm(initial=initial_of(known)))
    today = timezone.localdate()
    bands = offered_in_week(mentor, today - timedelta(days=today.weekday() + 7))
    note = _("These are the hours of last week. They count once you save.") if bands else ""
    return _page(
        request,
        WeekForm(initial=initial_of(known, bands or None)),
        note=note or _("You offered no hours last week. Here is your week as it is."),
    )


def _page(request: HttpRequest, form: WeekForm, note: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "rows": form.rows(),
        "hours": [f"{hour}:00" for hour in HOURS],
        "note": note,
        "crumbs": [Crumb(_("My hours"), reverse("mentoring:agenda")), Crumb(_("Weekly hours"))],
    }
    return render(request, "mentoring/week.html", context, status=status)
