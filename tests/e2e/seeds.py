"""What the walks find when they begin, beside the demonstration: made once for all of them, through the real actions.

It runs in the server's settings and prints one line of JSON: a login session for each person by name, and addresses.
The terms made here belong to a programme without a page, so that the demonstration's own walk meets none of them.
"""

import json
from typing import Any

from tests.faults.harness import Server

MAKE = """
import json
from datetime import timedelta
from django.utils import timezone

from accounts.enums import RoleKind
from accounts.models import User
from cohorts.actions import declare_conflict, mail_way_back, return_entry, save_answers
from cohorts.models import Cohort
from communities.models import Event
from communities.actions import Guest, register
from django.urls import reverse
from mentoring.actions import add_action, add_slot, book_slot, set_goals
from mentoring.models import Sketch
from tests.factories import cohorts as made
from tests.factories import mentoring as guides
from tests.factories.accounts import RoleFactory, UserFactory
from tests.faults.sessions import open_session
from uuid import uuid4

now = timezone.now()
program = made.make_program("walks")
made.make_program = lambda: program

def person(name, **fields):
    return UserFactory(email=f"{name}@example.jp", display_name=name, **fields)

def entry_of(cohort, name, state="received", **answers):
    return made.make_entry(cohort, person(name), state, **answers)

def at(name, thing):
    return reverse(name, args=[thing.public_id])

staff = User.objects.get(persona="staff")
judged, announced, returned = (
    made.make_cohort(key=key, name="デモの期", prefix=key.upper()) for key in ("walkj", "walka", "walkr")
)
for number in range(3):
    seen = entry_of(judged, f"judged-{number}", "reviewing", title=f"帰り便の地図 {number}")
for number, outcome in enumerate(("adopted", "declined")):
    made.decide(entry_of(announced, f"announced-{number}", "reviewing", title=f"朝の受付 {number}"), staff, outcome)
back, checking = entry_of(returned, "returned-entrant"), entry_of(returned, "checking-entrant")
for cohort in (judged, announced, returned):
    made.close_call(cohort)
back = return_entry(
    entry=back, sentences={"phone": "番号が1桁足りません。", "plan": "1年後の姿も書いてください。"},
    due_at=now + timedelta(days=7), by=staff, now=now,
)
# Open, but closing after the term of the demonstration, which every page names first.
calling = made.make_cohort(key="walko", name="デモの期", prefix="WALKO", closes_in=timedelta(days=30))
stopped = made.make_draft(calling, person("stopped-entrant"))
stopped = save_answers(entry=stopped, values={"trouble": "夜の配車が"}, by=stopped.applicant, now=now).entry
mail_way_back(entry=stopped, by=stopped.applicant, now=now)
jurors = [person(f"juror-by-{way}") for way in ("click", "keys")]
for juror in jurors:
    RoleFactory(user=juror, kind=RoleKind.JUROR, scope=judged.public_id)
declare_conflict(entry=seen, has_conflict=False, by=jurors[0], now=now)

outing = Event.objects.get(title_ja="おでかけファンクラブ")
for number in range(2):
    guest = Guest(name="ファン", email=f"fan-{number}@example.jp", language="ja")
    register(event=outing, guest=guest, client_id=uuid4(), by=None, now=now)

# One session is about to begin, another one has begun; with mentors of their own, the last in the list.
def meeting(name, starts_at):
    mentor = guides.make_mentor(person(f"{name}-mentor"), position=90)
    entry = guides.adopted_entry(calling, person(f"{name}-company"))
    slot = add_slot(mentor=mentor, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), link=guides.LINK,
                    by=mentor.user, now=now - timedelta(days=1))
    session = book_slot(slot=slot, entry=entry, by=entry.applicant, now=now - timedelta(days=1))
    set_goals(entry=entry, first="夜の配車をやめる", second="", third="", rev=0, by=mentor.user, now=now)
    return session

quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
soon, begun = meeting("soon", quarter + timedelta(minutes=15)), meeting("begun", quarter)
in_days = timezone.localdate() + timedelta(days=3)
add_action(session=begun, what="配車表を写真で送る", owner=begun.entry.applicant, due_on=in_days, client_id=uuid4(),
           by=begun.mentor.user, now=now)

personas = ["staff", "mentor", "owner", "fan", "organiser", "declined", "juror", "contractor", "nushi", "student"]
people = {who.persona: who for who in User.objects.filter(persona__in=personas)}
meeting_people = [who for one in (soon, begun) for who in (one.mentor.user, one.entry.applicant)]
people |= {who.display_name: who for who in [*jurors, back.applicant, *meeting_people]}
sketch = Sketch.objects.order_by("created_at", "pk").first()
term = Cohort.objects.get(key="kdx2").public_id
"""

# One page of each kind for somebody who may see it. Comes after `MAKE` and uses its names.
PAGES = """
from cohorts.models import Entry
from communities.models import Channel, Community, Message
from communities.actions import post_message, remove_message, report_message
from communities.models import Case
from home.models import (AccessibilityPolicyPage, AccessibilityResultsPage, CommunityPage, HomePage, NewsIndexPage,
                         NewsPage, ProgrammeIndexPage, ProgrammePage, ShowcaseIndexPage, ShowcasePage, StandardPage)
from mentoring.models import Session, Slot

def first(kind, **which):
    return kind.objects.filter(**which).order_by("pk").first()

kinds = (HomePage, ProgrammeIndexPage, ProgrammePage, ShowcaseIndexPage, ShowcasePage, StandardPage, NewsIndexPage,
         NewsPage, AccessibilityPolicyPage, AccessibilityResultsPage, CommunityPage)
wagtail = [first(kind, live=True, locale__language_code="ja").url.removeprefix("http://localhost") for kind in kinds]
own = first(Entry, applicant=people["owner"])
refused = first(Entry, applicant=people["declined"], state="declined")
draft = first(Entry, state="draft")
community, channel = first(Community, slug="hidasuke"), first(Channel, community__kind="cohort")
# In the square of helpers: a talk with an answer, a message that was reported, one that was taken down.
square = first(Channel, community=community)
def say(text, by="fan", **rest):
    return post_message(channel=square, body=text, client_id=uuid4(), by=people[by], now=now, **rest).message
talk, reported, removed = say("雪かきを手伝います。"), say("安い部品あります。"), say("広告です。")
say("助かります。", by="nushi", root=talk)
report_message(message=reported, reason="advertising", words="宣伝です。", by=people["nushi"], now=now)
remove_message(message=removed, reason="advertising", by=people["nushi"], now=now)
open_case, closed_case = (Case.objects.filter(message=one).first() for one in (reported, removed))

pages = {
    "": [*wagtail, "/search/?q=補助", "/diagnosis/", "/communities/", at("communities:community", community),
         "/communities/events/", at("communities:event", outing), at("communities:event_done", outing), "/mentors/",
         "/login/", "/login/password/", "/login/reset/", "/demo/", "/demo/mail/",
         reverse("cohorts:entry_start", args=[term]), reverse("cohorts:entry_start", args=[judged.public_id])],
    "declined": [at("cohorts:entry_status", refused), at("cohorts:entry_next", refused),
                 *(reverse("cohorts:entry_step", args=[draft.public_id, step])
                   for step in ("company", "plan", "consent", "review"))],
    "owner": ["/my/", "/my/notices/", "/my/mail/", "/account/", "/account/profile/", "/account/password/",
              "/account/second-factor/", "/organisations/new/",
              at("accounts:organisation", own.organisation), at("cohorts:entry_status", own),
              at("cohorts:entry_content", own), at("communities:channel", channel), "/sketches/",
              at("mentoring:sketch", sketch), at("mentoring:sketch_add", own),
              at("mentoring:book", first(Slot, sessions=None, starts_at__gt=now))],
    "returned-entrant": [at("cohorts:entry_correct", back), at("cohorts:entry_withdraw", back)],
    "juror-by-click": ["/review/", at("cohorts:review_entry", seen)],
    "mentor": ["/mentors/agenda/", "/mentors/agenda/week/",
               *(at("mentoring:session", one) for one in Session.objects.filter(mentor__user=people["mentor"])[:1])],
    "begun-mentor": ["/my/", at("mentoring:session", begun)],
    "fan": [at("communities:channel", square), at("communities:thread", talk), at("communities:message_edit", talk),
            at("communities:message_report", first(Message, channel=square)),
            at("communities:case_appeal", closed_case)],
    "nushi": [reverse("communities:cases"), at("communities:case", open_case),
              at("communities:message_remove", reported)],
    "organiser": [reverse("communities:event_new", args=[first(Community, slug="lab").public_id]),
                  at("communities:event_change", outing), at("communities:event_people", outing)],
    "staff": [at("cohorts:staff_board", judged), at("cohorts:staff_ranking", judged), at("cohorts:staff_entry", seen),
              at("cohorts:staff_return", checking), at("cohorts:announce", announced), "/records/", "/outbox/",
              "/staff/people/", "/mentors/rooms/", reverse("home:showcase_publish", args=[own.public_id]), "/ui/"],
}
"""

PRINT = """
print(json.dumps({
    "pages": pages,
    "sessions": {name: open_session(who.email) for name, who in people.items()},
    "term": str(term), "calling": str(calling.public_id),
    "returned": at("cohorts:entry_status", back),
    "board": at("cohorts:staff_board", announced),
    "outing": at("communities:event", outing),
    "sketch": at("mentoring:sketch", sketch),
    "soon": at("mentoring:session", soon), "begun": at("mentoring:session", begun),
}))
"""


def make(server: Server) -> dict[str, Any]:
    """Make it all on this server; what was printed."""
    return json.loads(server.python(MAKE + PAGES + PRINT).strip().splitlines()[-1])
