"""Pinning, answering, settling: forms for browsers, the same for scripts with JSON answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.rights import require
from common.error_pages import wants_json
from common.errors import Conflict, HirobaError, InvalidInput, TooMany
from common.rate import require_token
from mentoring import actions
from mentoring.forms import PinForm, PlaceForm, ReplyForm, StateForm, show_error, valid
from mentoring.models import Annotation
from mentoring.queries import page_of
from mentoring.views.doors import own_pin, own_sketch
from mentoring.views.sketch import Draft, sketch_page

SEE_OTHER = 303


@require_POST
def pin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set a pin: JSON `{id, number}` with 201; a browser goes to its card. What is wrong comes back as typed."""
    person, found = own_sketch(request.user, public_id)
    require(person, "mentoring.comment_sketch", found)
    form = PinForm(request.POST, auto_id="pin-%s")
    try:
        data = valid(form)
        require_token(person.pk)
        page = page_of(found, data["version"], data["page"])
        made = actions.pin_comment(page=page, by=person, now=timezone.now(), **form.values())
    except (InvalidInput, Conflict, TooMany) as error:
        if wants_json(request):
            raise
        version, number = _place_in(form)
        draft = Draft(form=_again(form, error), status=error.status)
        return sketch_page(request, found, draft, version, number)
    if wants_json(request):
        return JsonResponse({"id": made.public_id, "number": made.number}, status=201)
    return HttpResponseRedirect(_address(made, page.version.number, page.number), status=SEE_OTHER)


def _again(form: PinForm, error: HirobaError) -> PinForm:
    """The form as typed, with the sentences; those of the fields stand there already when the form itself refused."""
    if form.is_valid():
        show_error(form, error)
    return form


def _place_in(form: PinForm | PlaceForm) -> tuple[int | None, int]:
    data = getattr(form, "cleaned_data", {})
    return data.get("version"), data.get("page") or 1


@require_POST
def reply(request: HttpRequest, public_id: UUID, pin_id: UUID) -> HttpResponse:
    """Answer at a pin; the text comes back in its card when it could not be kept."""
    person, found = own_pin(request.user, public_id, pin_id)
    form = ReplyForm(request.POST)
    try:
        require_token(person.pk)
        made = actions.reply(annotation=found, by=person, now=timezone.now(), **valid(form))
    except (InvalidInput, Conflict, TooMany) as error:
        if wants_json(request):
            raise
        sketch = own_sketch(request.user, public_id)[1]
        draft = Draft(pin=pin_id, body=form.data.get("body", ""), error=str(error.sentence), status=error.status)
        return sketch_page(request, sketch, draft, found.page.version.number, found.page.number)
    if wants_json(request):
        return JsonResponse({"id": found.public_id, "comment": made.public_id}, status=201)
    return HttpResponseRedirect(_place(found), status=SEE_OTHER)


@require_POST
def resolve(request: HttpRequest, public_id: UUID, pin_id: UUID) -> HttpResponse:
    """Settle a pin or take it up again; asking for the state it has changes nothing."""
    person, found = own_pin(request.user, public_id, pin_id)
    to = valid(StateForm(request.POST))["to"]
    moved = actions.move_annotation(annotation=found, to=to, by=person, now=timezone.now())
    if wants_json(request):
        return JsonResponse({"id": moved.public_id, "state": moved.state})
    return HttpResponseRedirect(_place(found), status=SEE_OTHER)


@require_POST
def shift(request: HttpRequest, public_id: UUID, pin_id: UUID) -> HttpResponse:
    """Move a carried pin to another point of a newer version; what was typed comes back with the sentence."""
    person, found = own_pin(request.user, public_id, pin_id)
    found.sketch = sketch = own_sketch(request.user, public_id)[1]
    require(person, "mentoring.shift_pin", found)
    form = PlaceForm(request.POST)
    try:
        data = valid(form)
        page = page_of(sketch, data["version"], data["page"])
        moved = actions.shift_pin(annotation=found, page=page, by=person, now=timezone.now(), **form.values())
    except (InvalidInput, Conflict) as error:
        if wants_json(request):
            raise
        typed = (form.data.get("x", ""), form.data.get("y", ""))
        draft = Draft(moved=pin_id, place=typed, error=str(error.sentence), status=error.status)
        return sketch_page(request, sketch, draft, *_place_in(form))
    if wants_json(request):
        return JsonResponse({"id": moved.public_id, "rev": moved.rev})
    return HttpResponseRedirect(_address(found, page.version.number, page.number), status=SEE_OTHER)


@require_POST
def take_up(request: HttpRequest, public_id: UUID, pin_id: UUID) -> HttpResponse:
    """うちで手伝えるよ becomes an action with one press; a second press finds the same one."""
    person, found = own_pin(request.user, public_id, pin_id)
    found.sketch = own_sketch(request.user, public_id)[1]
    item = actions.take_up_offer(pin=found, by=person, now=timezone.now())
    if wants_json(request):
        return JsonResponse({"id": found.public_id, "action": item.public_id}, status=201)
    return HttpResponseRedirect(_place(found), status=SEE_OTHER)


def _place(pin: Annotation) -> str:
    return _address(pin, pin.page.version.number, pin.page.number)


def _address(pin: Annotation, version: int, page: int) -> str:
    url = reverse("mentoring:sketch", args=[pin.sketch.public_id])
    return f"{url}?version={version}&page={page}#t-{pin.public_id}"
