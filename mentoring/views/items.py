"""What is to be done: added in a session, ticked off with one tap wherever it is shown, and taken back the same way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.rights import require, require_login, require_or_404
from common.errors import Conflict, InvalidInput
from common.requests import safe_next
from mentoring.actions import add_action, move_action
from mentoring.enums import ActionState
from mentoring.forms import ActionForm, show_error
from mentoring.letters import action_page
from mentoring.queries import find_action, people_for_actions
from mentoring.views.doors import own_session
from mentoring.views.session_page import Written, session_page

SEE_OTHER = 303


@require_POST
def action_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree on an action in this session."""
    person, found = own_session(request.user, public_id)
    require(person, "mentoring.add_action", found)
    form = ActionForm(request.POST, people=people_for_actions(found.entry, found), auto_id="action-%s")
    status = InvalidInput.status
    if form.is_valid():
        try:
            add_action(session=found, by=person, now=timezone.now(), **form.values())
            address = reverse("mentoring:session", args=[found.public_id]) + "#actions"
            return HttpResponseRedirect(address, status=SEE_OTHER)
        except (InvalidInput, Conflict) as error:
            status = error.status
            show_error(form, error)
    return session_page(request, person, found, Written(action=form, status=status))


@require_POST
def action_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap: done, or open again. `done` is 1 or 0; one goes back to where one pressed."""
    person = require_login(request.user)
    item = find_action(public_id)
    require_or_404(person, "mentoring.view_actions", item)
    require(person, "mentoring.move_action", item)
    to = ActionState.DONE if request.POST.get("done") == "1" else ActionState.OPEN
    moved = move_action(item=item, to=to, by=person, now=timezone.now())
    if moved.state == ActionState.DONE:
        messages.success(request, _("Done: %(what)s. Press it again to take that back.") % {"what": moved.what})
    back = request.GET.get("next", "")
    address = safe_next(request, back, "activity:my") if back else action_page(item)
    return HttpResponseRedirect(address, status=SEE_OTHER)
