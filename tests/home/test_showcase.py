"""Cases that grow from entries: consent, what did not work, mirrors, the sketch, the staff page."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.enums import RoleKind
from activity.models import Record
from cohorts import hooks
from cohorts.actions import announce_cohort
from cohorts.enums import CohortState, EntryState
from cohorts.models import Entry
from common.errors import InvalidInput, NotAllowed
from home.actions import draft_showcase, publish_showcase, write_showcase
from home.models import ShowcasePage, consent_of
from home.queries import case_of_entry
from home.receivers import on_announcement
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import close_call, decide, make_cohort, make_entry
from tests.factories.home import NOW, TEXTS, adopted, make_case

pytestmark = pytest.mark.django_db

NOTHING = {"publish_company": False, "publish_title": False, "publish_content": False}


def published(entry: Entry) -> ShowcasePage:
    page = make_case(entry)
    page.refresh_from_db()
    return page


def test_announcing_drafts_a_case_for_each_consent():
    staff = user_with_role(RoleKind.STAFF)
    cohort = make_cohort()
    shown = make_entry(cohort, state=EntryState.REVIEWING, publish_title=True)
    hidden = make_entry(cohort, state=EntryState.REVIEWING, **NOTHING)
    for entry in (shown, hidden):
        decide(entry, staff)
    close_call(cohort)
    announce_cohort(cohort=cohort, by=staff, now=NOW)
    page = case_of_entry(shown.public_id)
    assert page is not None
    assert not page.live
    assert case_of_entry(hidden.public_id) is None


def test_a_failing_draft_takes_the_announcement_back(monkeypatch: pytest.MonkeyPatch):
    """Same transaction: nobody is told half of it."""

    def fail(entry: Entry, now: Any) -> None:
        on_announcement(entry, now)
        raise RuntimeError

    monkeypatch.setattr(hooks, "announcement_handlers", [fail])
    staff = user_with_role(RoleKind.STAFF)
    cohort = make_cohort()
    entry = make_entry(cohort, state=EntryState.REVIEWING, publish_title=True)
    decide(entry, staff)
    close_call(cohort)
    with pytest.raises(RuntimeError):
        announce_cohort(cohort=cohort, by=staff, now=NOW)
    cohort.refresh_from_db()
    assert cohort.state == CohortState.OPEN
    assert case_of_entry(entry.public_id) is None


def test_draft_twice_is_one_page():
    entry = adopted()
    first = draft_showcase(entry=entry, now=NOW)
    assert draft_showcase(entry=entry, now=NOW) == first
    assert ShowcasePage.objects.count() == 1


def test_draft_needs_an_announced_entry():
    entry = make_entry(make_cohort(), publish_title=True)
    assert draft_showcase(entry=entry, now=NOW) is None
    assert not consent_of(entry.public_id).any


def test_draft_works_without_any_page(front: Any):
    front.get_root().get_children().delete()
    assert draft_showcase(entry=adopted(), now=NOW) is not None


def test_draft_holds_only_what_was_agreed():
    page = draft_showcase(entry=adopted(publish_company=False, publish_content=False), now=NOW)
    assert page is not None
    assert (page.title, page.organisation, page.lead, page.sdgs) == ("空いた荷台の見える化", "", "", "")
    other = draft_showcase(entry=adopted(make_cohort(key="kdx3"), publish_title=False), now=NOW)
    assert other is not None
    assert other.title == "第2期の計画"
    assert other.organisation == "製造業A社（金属加工）"
    assert other.lead.startswith("空きが地図に出て")
    assert other.goals == [9, 11]


def test_publish_needs_what_did_not_work():
    page = make_case(publish=False)
    write_showcase(page=page, tried=["描いた"], worked=["できた"], not_worked=[" "], by=UserFactory(), now=NOW)
    with pytest.raises(InvalidInput) as refused:
        publish_showcase(page=page, by=UserFactory(), now=NOW)
    assert list(refused.value.fields) == ["not_worked"]
    page.refresh_from_db()
    assert not page.live


def test_no_other_door_publishes_without_what_did_not_work():
    """Wagtail's own publishing, as its bulk actions call it, meets the same check."""
    page = draft_showcase(entry=adopted(), now=NOW)
    assert page is not None
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish(skip_permission_checks=True)
    page.refresh_from_db()
    assert not page.live


def test_the_check_is_what_holds_the_door(monkeypatch: pytest.MonkeyPatch):
    """The twin: without `clean` the same call publishes."""
    page = draft_showcase(entry=adopted(), now=NOW)
    assert page is not None
    monkeypatch.setattr(ShowcasePage, "clean", lambda self: None)
    page.get_latest_revision().publish(skip_permission_checks=True)
    page.refresh_from_db()
    assert page.live


def test_publish_needs_consent_at_that_moment():
    entry = adopted()
    page = make_case(entry, publish=False)
    Entry.objects.filter(pk=entry.pk).update(**NOTHING)
    with pytest.raises(NotAllowed):
        publish_showcase(page=page, by=UserFactory(), now=NOW)
    page.refresh_from_db()
    assert not page.live


def test_consent_taken_back_in_part_empties_the_fields():
    entry = adopted()
    page = published(entry)
    assert page.organisation
    Entry.objects.filter(pk=entry.pk).update(publish_company=False, publish_content=False, publish_title=True)
    publish_showcase(page=page, by=UserFactory(), now=NOW)
    page.refresh_from_db()
    assert (page.organisation, page.lead, page.sdgs, page.before_caption) == ("", "", "", "")
    assert page.title == "空いた荷台の見える化"


def test_title_without_consent_is_replaced():
    entry = adopted()
    page = published(entry)
    Entry.objects.filter(pk=entry.pk).update(publish_title=False)
    publish_showcase(page=page, by=UserFactory(), now=NOW)
    page.refresh_from_db()
    assert page.title == "第2期の計画"


@pytest.mark.parametrize(
    ("consent", "change"),
    [
        ({"publish_company": False}, {"organisation": "製造業A社"}),
        ({"publish_title": False}, {"title": "空いた荷台の見える化"}),
        ({"publish_content": False}, {"lead": "計画の中身"}),
        (NOTHING, {}),
    ],
)
def test_editors_cannot_add_what_was_not_agreed(consent: dict[str, bool], change: dict[str, str]):
    entry = adopted()
    page = make_case(entry)
    Entry.objects.filter(pk=entry.pk).update(**consent)
    fields = {"organisation": "", "title": "第2期の計画", "lead": "", "before_file": {}, "after_file": {}, **change}
    for name, value in fields.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError):
        page.full_clean()


def test_published_case_is_recorded_and_mirrored(client: Client):
    entry = adopted()
    page = published(entry)
    assert Record.objects.filter(verb="showcase_published").count() == 1
    mirror = page.get_translations().get()
    assert mirror.alias_of_id == page.pk
    english = client.get(mirror.url).content.decode()
    assert 'lang="ja"' in english.split("<main")[1]
    assert "This case is written in Japanese." in english
    assert f'href="{page.url}" hreflang="ja"' in english


def test_publishing_again_refreshes_the_mirror():
    page = published(adopted())
    staff = UserFactory()
    write_showcase(page=page, **{**TEXTS, "not_worked": ["人が足りない"]}, by=staff, now=NOW)
    publish_showcase(page=page, by=staff, now=NOW)
    mirror = page.get_translations().get()
    assert [child.value for child in mirror.not_worked] == ["人が足りない"]
    assert page.get_translations().count() == 1
