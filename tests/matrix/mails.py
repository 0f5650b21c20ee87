"""Who may get which mail, written by hand: asked when it is decided and again when it leaves and in the inbox.

A kind is a folder templates/<app>/mail/<event>/; one without a row fails the test. `about` makes what the mail is about
and answers its public id; `may` names the personas that may get it, nobody else does. What is about an account goes to
that account's address and tells nothing else, hence everybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils import timezone
from wagtail.models import Page

from accounts.actions import remove_organisation_member
from accounts.models import OrganisationMember, User
from communities.actions import cancel_registration, post_message
from communities.models import Message, Registration
from home.actions import let_edit, set_up_checking
from home.models import StandardPage
from tests.factories.communities import event_in, registered
from tests.matrix.cohorts import declined_entry, entry, returned_entry, unanswered
from tests.matrix.communities import open_place, removed_message, term_place
from tests.matrix.mentoring import booked_session, own_action

People = Mapping[str, User]
EVERYBODY = "visitor owner right declined juror mentor organiser staff contractor"


@dataclass(frozen=True)
class MailRow:
    """One kind in one situation."""

    kind: str
    about: Callable[[People], UUID | None]
    may: str = ""


def nothing(_people: People) -> None:
    return None


def own_entry(people: People) -> UUID:
    return entry(people).public_id


def entry_the_right_hand_left(people: People) -> UUID:
    found = entry(people)
    member = OrganisationMember.objects.get(organisation=found.organisation, user=people["right"])
    remove_organisation_member(member=member, by=people["owner"], now=timezone.now())
    return found.public_id


def seat(people: People) -> Registration:
    return registered(event_in(open_place(people).community), email=people["visitor"].email, by=people["visitor"])


def own_seat(people: People) -> UUID:
    return seat(people).public_id


def seat_given_back(people: People) -> UUID:
    found = seat(people)
    cancel_registration(registration=found, by=people["visitor"], now=timezone.now())
    return found.public_id


def call(people: People) -> Message:
    """The owner calls the right hand by name in the term's channel."""
    body = f"@{people['right'].display_name} 見てください。"
    now = timezone.now()
    return post_message(
        channel=term_place(people), body=body, client_id=uuid4(), by=people["owner"], now=now
    ).message  # fmt: skip


def own_call(people: People) -> UUID:
    return call(people).public_id


def call_in_a_place_one_left(people: People) -> UUID:
    message = call(people)
    membership = message.channel.community.memberships.get(user=people["right"])
    membership.delete()
    return message.public_id


def own_session(people: People) -> UUID:
    return booked_session(people).public_id


def draft(people: People, *, waits: bool = True) -> UUID:
    """A page that the contractor handed in; the office checks, and has published it where it waits no more."""
    set_up_checking()
    let_edit(person=people["contractor"], publishes=False)
    let_edit(person=people["staff"], publishes=True)
    front = Page.objects.get(depth=2, locale__language_code="ja")
    page = front.add_child(instance=StandardPage(title="見学", slug=f"visits-{uuid4().hex[:6]}", live=False))
    page.save_revision(user=people["contractor"])
    state = page.get_workflow().start(page, people["contractor"])
    if not waits:
        state.current_task_state.approve(user=people["staff"])
    return page.translation_key


def draft_published(people: People) -> UUID:
    return draft(people, waits=False)


TEAM, LEFT = "owner right", "owner"
MEETING = "owner mentor"  # the right hand here is a colleague, who reads the page and is not written to

ROWS = [
    *(
        MailRow(f"accounts/{event}", nothing, EVERYBODY)
        for event in (
            "login_code",
            "invitation",
            "password_set",
            "second_factor_on",
            "second_factor_off",
            "recovery_code_used",
            "recovery_codes_renewed",
        )
    ),
    MailRow("activity/digest", nothing, EVERYBODY),
    MailRow("cohorts/received", own_entry, TEAM),
    MailRow("cohorts/received", entry_the_right_hand_left, LEFT),
    MailRow("cohorts/received", nothing),
    MailRow("cohorts/returned", lambda people: returned_entry(people)["public_id"], TEAM),
    MailRow("cohorts/returned", entry_the_right_hand_left, LEFT),
    MailRow("cohorts/adopted", own_entry, TEAM),
    MailRow("cohorts/adopted", entry_the_right_hand_left, LEFT),
    MailRow("cohorts/declined", lambda people: declined_entry(people)["public_id"], "declined"),
    # Only whom the entry names, while it names them; nobody of the team is asked.
    MailRow("cohorts/second_asked", lambda people: unanswered(people).public_id, "right"),
    MailRow("cohorts/second_asked", lambda people: unanswered(people, "visitor").public_id, "visitor"),
    MailRow("cohorts/later", own_entry, TEAM),
    MailRow("cohorts/later", entry_the_right_hand_left, LEFT),
    # Only whom the message calls, while they may read where it stands.
    MailRow("communities/mentioned", own_call, "right"),
    MailRow("communities/mentioned", call_in_a_place_one_left),
    # The writer alone; nobody who reported, and nobody of the office.
    MailRow("communities/message_removed", lambda people: removed_message(people).public_id, "owner"),
    MailRow("communities/appeal_answered", lambda people: removed_message(people).public_id, "owner"),
    MailRow("communities/event_registered", own_seat, "visitor"),
    MailRow("communities/event_registered", seat_given_back),
    MailRow("communities/event_seat_free", own_seat, "visitor"),
    MailRow("communities/event_seat_free", seat_given_back),
    MailRow("communities/event_reached", own_seat, "visitor"),
    MailRow("communities/event_reached", seat_given_back),
    # Whoever handed a page in, and the others of the editors' groups.
    MailRow("home/draft_handed_in", draft, "staff"),
    MailRow("home/draft_handed_in", draft_published),
    MailRow("home/draft_published", draft_published, "contractor"),
    MailRow("home/draft_sent_back", draft, "contractor"),
    MailRow("mentoring/session_booked", own_session, MEETING),
    MailRow("mentoring/session_booked", nothing),
    MailRow("mentoring/session_cancelled", own_session, MEETING),
    MailRow("mentoring/note_waiting", own_session, MEETING),
    MailRow("mentoring/note_agreed", own_session, MEETING),
    MailRow("mentoring/action_added", lambda people: own_action(people).public_id, TEAM),
]
