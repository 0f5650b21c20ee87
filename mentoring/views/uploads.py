"""Adding a sketch or a version of one."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.rights import require
from common.bodies import takes_files
from common.errors import InvalidInput
from common.ui.components.frame import Crumb
from mentoring.actions import add_version, create_sketch
from mentoring.actions.sketches import FILE_KIND
from mentoring.forms import SketchForm, VersionForm, show_error
from mentoring.models import Sketch
from mentoring.views.doors import drawable_entry, own_sketch

SEE_OTHER = 303


@takes_files(FILE_KIND)
@never_cache
@require_http_methods(["GET", "POST"])
def sketch_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new sketch for an entry, with its first version."""
    person, entry = drawable_entry(request.user, public_id)
    if request.method == "GET":
        form = SketchForm(initial={"client_id": uuid4(), "title": entry.title})
        return _page(request, form, {"entry": entry})
    form = SketchForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        upload = data.pop("file")
        try:
            made = create_sketch(entry=entry, upload=upload, by=person, now=timezone.now(), **data)
            return _to(made)
        except InvalidInput as error:
            show_error(form, error)
    return _page(request, form, {"entry": entry}, InvalidInput.status)


@takes_files(FILE_KIND)
@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The next version of a sketch."""
    person, sketch = own_sketch(request.user, public_id)
    require(person, "mentoring.add_version", sketch)
    if request.method == "GET":
        return _page(request, VersionForm(initial={"client_id": uuid4()}), {"sketch": sketch})
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        file = data.pop("file")
        try:
            add_version(sketch=sketch, upload=file, by=person, now=timezone.now(), **data)
            return _to(sketch)
        except InvalidInput as error:
            show_error(form, error)
    return _page(request, form, {"sketch": sketch}, InvalidInput.status)


def _page(request: HttpRequest, form: VersionForm, about: dict[str, Any], status: int = 200) -> HttpResponse:
    sketch: Sketch | None = about.get("sketch")
    crumbs = [Crumb(_("Idea sketches"), reverse("mentoring:sketches"))]
    if sketch:
        crumbs.append(Crumb(sketch.title, reverse("mentoring:sketch", args=[sketch.public_id])))
    crumbs.append(Crumb(_("Add a version") if sketch else _("Put a sketch here")))
    return render(request, "mentoring/upload.html", {"form": form, "crumbs": crumbs, **about}, status=status)


def _to(sketch: Sketch) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mentoring:sketch", args=[sketch.public_id]), status=SEE_OTHER)
