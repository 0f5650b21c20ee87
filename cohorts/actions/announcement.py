"""Announcing: decisions, mails, the term's community and everybody's handlers in one transaction, or nothing."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.actions import record
from cohorts import hooks
from cohorts.actions.doors import move_cohort, move_entry
from cohorts.enums import CohortState, EntryState, Outcome, Reason
from cohorts.letters import send_letter
from cohorts.models import Announcement, Cohort, Decision, Entry
from cohorts.queries import Preview, announcement_preview, team_of, teams_of
from common.clock import database_now
from common.errors import Closed, Conflict
from common.locking import lock
from communities.actions import add_member, create_channel, create_community
from communities.enums import CommunityKind, JoinPolicy, MemberRole
from communities.models import Community


@transaction.atomic
def announce_cohort(*, cohort: Cohort, by: User, now: datetime) -> Announcement:
    """Make all decisions of a term known in one act.

    Order: lock the term; a second announcement answers the first and changes nothing; lock the entries in play, so that
    nobody decides anew behind the preview; every one must be decided; the community; each entry's state, membership,
    handlers and mail; the term becomes announced. A handler that raises takes everything back, mails too.
    Raises Closed while the call is open, Conflict with the number of entries that lack a decision.
    """
    cohort = lock(Cohort.objects.select_related("program"), cohort.public_id)
    existing = Announcement.objects.filter(cohort=cohort).first()
    if existing is not None:
        return existing
    cohort = _under_review(cohort, by, now)
    list(Entry.objects.pending(cohort).select_for_update().order_by("pk").values_list("pk"))
    preview = announcement_preview(cohort)
    if not preview.is_ready:
        raise Conflict(_undecided(len(preview.open)))
    _tell_everybody(cohort, preview, by, now)
    announcement = Announcement.objects.create(
        cohort=cohort,
        announced_at=now,
        announced_by=by,
        adopted=len(preview.adopted),
        declined=len(preview.declined),
        created_at=now,
    )
    cohort = move_cohort(cohort=cohort, to=CohortState.ANNOUNCED, by=by, now=now)
    facts = {"adopted": announcement.adopted, "declined": announcement.declined}
    record(verb="results_announced", subject=cohort, by=by, now=now, facts=facts)
    return announcement


def _tell_everybody(cohort: Cohort, preview: Preview, by: User, now: datetime) -> None:
    community = _open_community(cohort, by, now) if preview.adopted else None
    teams = teams_of((*preview.adopted, *preview.declined))
    for entry in preview.adopted:
        _adopt(entry, teams[entry.pk], community, by, now)
    for entry in preview.declined:
        _decline(entry, teams[entry.pk], by, now)


def _under_review(cohort: Cohort, by: User, now: datetime) -> Cohort:
    """A call whose deadline has passed goes under review by itself; an open one cannot be announced."""
    if cohort.state != CohortState.OPEN:
        return cohort
    if database_now() < cohort.closes_at:
        raise Closed(_("The call is still open. Please close it first."))
    return move_cohort(cohort=cohort, to=CohortState.REVIEWING, by=by, now=now)


def _undecided(count: int) -> str:
    if not count:
        return str(_("There is nothing to announce yet."))
    text = ngettext("%(count)d entry has no decision yet.", "%(count)d entries have no decision yet.", count)
    return text % {"count": count}


def _open_community(cohort: Cohort, by: User, now: datetime) -> Community:
    """The term's own place to talk, by invitation, with one channel."""
    if cohort.community is not None:
        return cohort.community
    with override(settings.LANGUAGE_CODE):
        return _create_community(cohort, by, now)


def _create_community(cohort: Cohort, by: User, now: datetime) -> Community:
    community = create_community(
        name=f"{cohort.program.name} {cohort.name}"[:60],
        kind=CommunityKind.COHORT,
        theme=gettext("Learning from each other in this term"),
        summary=cohort.program.summary[:120],
        join_policy=JoinPolicy.INVITE,
        by=by,
        now=now,
    )
    create_channel(
        community=community,
        name=gettext("Everybody's corner"),
        purpose=gettext("Anything about this term"),
        by=by,
        now=now,
    )
    add_member(community=community, user=by, role=MemberRole.ORGANISER, by=by, now=now)
    cohort.community = community
    cohort.save(update_fields=["community"])
    return community


def _adopt(entry: Entry, team: list[User], community: Community | None, by: User, now: datetime) -> Entry:
    """`entry` was read with its decision; the one that is answered is fresh."""
    adopted = move_entry(entry=entry, to=EntryState.ADOPTED, by=by, now=now)
    if community is not None:
        for person in team:
            add_member(community=community, user=person, role=MemberRole.MEMBER, by=by, now=now)
    for handler in hooks.announcement_handlers:
        handler(adopted, now)
    send_letter(entry=adopted, event="adopted", now=now, to=team, decision=entry.decision)
    return adopted


def _decline(entry: Entry, team: list[User], by: User, now: datetime) -> None:
    declined = move_entry(entry=entry, to=EntryState.DECLINED, by=by, now=now)
    send_letter(entry=declined, event="declined", now=now, to=team, decision=entry.decision)


@transaction.atomic
def adopt_entry_later(*, entry: Entry, by: User, now: datetime) -> Entry:
    """A place became free: a declined entry is adopted after the announcement, with everything adoption brings.

    Raises Conflict when the results are not announced or the entry was not declined.
    """
    cohort = lock(Cohort.objects.select_related("program", "community"), entry.cohort.public_id)
    if not Announcement.objects.filter(cohort=cohort).exists():
        raise Conflict(_("The results of this term are not announced yet."))
    Decision.objects.filter(entry=entry).update(
        outcome=Outcome.ADOPTED, reason=Reason.MERIT, note="", decided_by=by, decided_at=now
    )
    community = cohort.community or _open_community(cohort, by, now)
    entry = lock(Entry.objects.select_related("decision", "applicant", "second_person"), entry.public_id)
    return _adopt(entry, team_of(entry), community, by, now)
