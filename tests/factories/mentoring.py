"""Mentors, hours, sketches and pins for tests, made through the real actions."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.enums import MemberRole
from accounts.models import Organisation, OrganisationMember, User
from cohorts.enums import EntryState
from cohorts.models import Cohort, Entry
from mentoring.actions import add_mentor, add_slot, book_slot, create_sketch, pin_comment
from mentoring.enums import MentorTitle
from mentoring.models import Annotation, Mentor, Session, Sketch, SketchPage, Slot
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.cohorts import make_cohort, make_entry
from tests.factories.common import picture

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = "https://meet.example.jp/a"


def make_mentor(user: User | None = None, title: str = MentorTitle.SUPPORTER, **data: Any) -> Mentor:
    """A special supporter with the role that belongs to it."""
    person = user or UserFactory(display_name="スペシャルサポーター", avatar="avatar-3")
    values = {"profile": "マーケティングの実務家", "speciality": ["販路開拓", "ブランド"], **data}
    return add_mentor(user=person, title=title, by=None, now=NOW, **values)


def make_slot(mentor: Mentor | None = None, starts_at: datetime = TOMORROW, length: timedelta = HOUR) -> Slot:
    """An hour tomorrow morning, online."""
    owner = mentor or make_mentor()
    return add_slot(mentor=owner, starts_at=starts_at, ends_at=starts_at + length, link=LINK, by=owner.user, now=NOW)


def adopted_entry(
    cohort: Cohort | None = None, applicant: User | None = None, state: str = EntryState.ADOPTED
) -> Entry:
    """An entry whose adoption is announced, with its company."""
    person = applicant or UserFactory(display_name="経営者", avatar="avatar-4")
    entry = make_entry(cohort or make_cohort(), person)
    Entry.objects.filter(pk=entry.pk).update(state=state, organisation=company_of(person))
    return Entry.objects.select_related("cohort__program", "organisation", "applicant").get(pk=entry.pk)


def company_of(person: User) -> Organisation:
    """The company a person belongs to, founded when there is none."""
    known = Organisation.objects.filter(memberships__user=person).first()
    if known is not None:
        return known
    company = OrganisationFactory()
    OrganisationMember.objects.create(organisation=company, user=person, role=MemberRole.OWNER)
    return company


def make_session(slot: Slot | None = None, entry: Entry | None = None) -> Session:
    """A booked hour."""
    team = entry or adopted_entry()
    return book_slot(slot=slot or make_slot(), entry=team, by=team.applicant, now=NOW)


def make_sketch(entry: Entry | None = None, **data: Any) -> Sketch:
    """A sketch with one picture."""
    team = entry or adopted_entry()
    texts = {"title": "受けられない仕事を仲間に回す受付係", "caption": "六人の町工場が部品を渡していく。"}
    values = {"upload": picture(), **texts, **data}
    return create_sketch(entry=team, by=team.applicant, now=NOW, **values)


def page_of(sketch: Sketch, version: int = 1, page: int = 1) -> SketchPage:
    """One page of it."""
    return SketchPage.objects.select_related("version__sketch").get(
        version__sketch=sketch, version__number=version, number=page
    )


def make_pin(sketch: Sketch, by: User | None = None, **data: Any) -> Annotation:
    """A pin in the middle of the first page."""
    author = by or sketch.created_by
    values = {"x": 0.5, "y": 0.4, "sticker": "precedent", "body": "前例はありますか。", "client_id": uuid4(), **data}
    page = values.pop("page", None) or page_of(sketch)
    return pin_comment(page=page, by=author, now=values.pop("now", NOW), **values)
