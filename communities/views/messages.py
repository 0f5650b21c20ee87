"""Changing and taking down one message, each on a page of its own that works without script."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.rights import allowed, require, require_login
from common.error_pages import wants_json
from common.errors import Closed, HirobaError, InvalidInput, StaleWrite
from common.rate import require_token
from communities.actions import edit_message, remove_message, set_reaction
from communities.actions.mentions import place_of
from communities.forms import EditForm, ReactForm, RemoveForm, edit_form_for, posted_data, valid
from communities.models import Message
from communities.views.doors import readable_message
from communities.views.lines import about

SEE_OTHER = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change one's own message. After a stale write the page shows both texts and keeps the writer's."""
    message = readable_message(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.edit_message", message)
    if message.is_removed:
        return _page(request, message, edit_form_for(message), Closed())
    if request.method != "POST":
        return _page(request, message, edit_form_for(message))
    form = EditForm(request.POST)
    try:
        edit_message(message=message, by=user, now=timezone.now(), **valid(form))
    except (InvalidInput, StaleWrite, Closed) as error:
        return _page(request, message, _again(form, message, error), error)
    return HttpResponseRedirect(place_of(message), status=SEE_OTHER)


def _again(form: EditForm, message: Message, error: HirobaError) -> EditForm:
    """The form with the writer's text, and the present revision once they have seen the other text."""
    body = form.data.get("body", "")
    rev = message.rev if isinstance(error, StaleWrite) else form.data.get("rev", message.rev)
    return EditForm(initial={"body": body, "rev": rev})


def _page(request: HttpRequest, message: Message, form: EditForm, error: HirobaError | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        **about(message),
        "form": form,
        "sentence": error.sentence if error else "",
        "is_stale": isinstance(error, StaleWrite),
        "may_remove": allowed(request.user, "communities.remove_message", message),
    }
    return render(request, "communities/message_edit.html", context, status=error.status if error else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a message down with a reason. Doing it twice is doing it once."""
    message = readable_message(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.remove_message", message)
    own = message.author_id == user.pk
    form = RemoveForm(request.POST or None, own=own)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            remove_message(message=message, by=user, now=timezone.now(), reason=form.cleaned_data["reason"])
            return HttpResponseRedirect(place_of(message), status=SEE_OTHER)
        status = InvalidInput.status
    words = {
        "heading": _("Take a message down"),
        "sentence": _("The text disappears for everybody. A note with the reason stays in its place."),
        "press": _("Take it down"),
        "press_kind": "danger",
    }
    context = {**about(message), **words, "form": form}
    return render(request, "communities/message_about.html", context, status=status)


@require_POST
def message_react(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One word to a message, or taken back (a minus before it)."""
    message = readable_message(request.user, public_id)
    user = require_login(request.user)
    require(user, "communities.react_message", message)
    word: str = valid(ReactForm(posted_data(request)))["reaction"]
    require_token(user.pk)
    kind, wanted = word.removeprefix("-"), not word.startswith("-")
    set_reaction(message=message, kind=kind, wanted=wanted, by=user, now=timezone.now())
    if wants_json(request):
        return HttpResponse(status=204)
    return HttpResponseRedirect(place_of(message), status=SEE_OTHER)
