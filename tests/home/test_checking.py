"""A draft is published by somebody else than the person who handed it in."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from wagtail.models import Workflow, WorkflowState

from accounts.models import User
from activity.kinds import kind_named
from activity.models import Delivery, Notice
from home.actions import CHECKERS, WRITERS, let_edit, set_up_checking
from home.models import CheckedPage, SecondPersonTask, StandardPage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DRAFT = {
    "title": "見学の手引き",
    "slug": "visits",
    "body-count": 0,
    "comments-TOTAL_FORMS": 0,
    "comments-INITIAL_FORMS": 0,
}


@pytest.fixture
def page(front):
    return front.add_child(instance=StandardPage(title="見学", slug="visits", live=False))


def editor(group):
    person = UserFactory()
    let_edit(person=person, group=group)
    return person


def post(person, page, action, **data):
    browser = Client()
    browser.force_login(person)
    return browser.post(f"/cms/pages/{page.pk}/edit/", {**DRAFT, action: "1", **data})


def hand_in(person, page):
    return post(person, page, "action-submit")


def publish(person, page):
    return post(person, page, "action-workflow-action", **{"workflow-action-name": "approve"})


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def test_a_draft_goes_from_a_writer_by_a_second_person_to_the_public(page):
    writer, checker = editor(WRITERS), editor(CHECKERS)
    assert hand_in(writer, page).status_code == 302
    assert not is_live(page)
    assert Notice.objects.get(kind="home/draft_handed_in").person == checker
    assert publish(checker, page).status_code == 302
    assert is_live(page)
    told = Notice.objects.get(kind="home/draft_published")
    assert told.person == writer
    assert "見学の手引き" in told.titles["ja"]
    assert Client().get("/visits/").status_code == 200


@pytest.mark.parametrize("group", [WRITERS, CHECKERS])
@pytest.mark.parametrize("action", ["action-publish", "handed in"])
def test_nobody_publishes_their_own_draft(page, group, action):
    writer = editor(group)
    if action == "handed in":
        hand_in(writer, page)
        publish(writer, page)
    else:
        post(writer, page, action)
    assert not is_live(page)


def test_twin_without_the_rule_a_writer_publishes_alone(page, monkeypatch):
    monkeypatch.setattr(SecondPersonTask, "get_actions", SecondPersonTask.__base__.get_actions)
    monkeypatch.setattr(SecondPersonTask, "on_action", SecondPersonTask.__base__.on_action)
    writer = editor(CHECKERS)
    hand_in(writer, page)
    publish(writer, page)
    assert is_live(page)


def test_twin_without_the_rule_a_checker_publishes_at_once(page, monkeypatch):
    monkeypatch.setattr(CheckedPage, "can_publish", CheckedPage.__base__.can_publish)
    post(editor(CHECKERS), page, "action-publish")
    assert is_live(page)


def test_a_new_page_is_not_published_at_once(page):
    browser = Client()
    browser.force_login(editor(CHECKERS))
    parent = page.get_parent()
    url = f"/cms/pages/add/home/standardpage/{parent.pk}/"
    browser.post(url, {**DRAFT, "slug": "other", "action-publish": "1"})
    assert not StandardPage.objects.filter(slug="other", live=True).exists()


def test_many_pages_at_once_are_not_published_either(page):
    browser = Client()
    browser.force_login(editor(CHECKERS))
    browser.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/", {})
    assert not is_live(page)


def test_a_draft_comes_back_with_a_comment(page):
    writer, checker = editor(WRITERS), editor(CHECKERS)
    hand_in(writer, page)
    extra = {"workflow-action-name": "reject", "workflow-action-extra-data": '{"comment": "日付を足してください"}'}
    post(checker, page, "action-workflow-action", **extra)
    assert not is_live(page)
    assert "日付を足してください" in Delivery.objects.get(kind="home/draft_sent_back").text
    assert mail.outbox == []


def test_an_administrator_may_publish_alone(page):
    post(User.objects.create_superuser("admin@example.jp"), page, "action-publish")
    assert is_live(page)


def test_the_check_is_set_up_once_and_left_to_administrators(page):
    Workflow.objects.filter(active=True).update(name="二人で見る")
    set_up_checking()
    assert Workflow.objects.filter(active=True).values_list("name", flat=True).get() == "二人で見る"
    assert SecondPersonTask.objects.count() == 1
    assert {group.name for group in Group.objects.all()} >= {WRITERS, CHECKERS}


def test_who_may_not_check_any_more_hears_nothing(page):
    checker = editor(CHECKERS)
    hand_in(editor(WRITERS), page)
    kind = kind_named("home/draft_handed_in")
    assert kind.may_receive(checker, page.translation_key)
    checker.groups.clear()
    assert not kind.may_receive(checker, page.translation_key)
    assert WorkflowState.objects.count() == 1


def test_the_inbox_asks_the_same_for_one_page_and_for_three(page, front, django_assert_num_queries):
    writer, checker = editor(WRITERS), editor(CHECKERS)
    pages = [page, *(front.add_child(instance=StandardPage(title="頁", slug=f"p{n}", live=False)) for n in range(2))]
    for one in pages:
        post(writer, one, "action-submit", slug=one.slug)
    keys = [one.translation_key for one in pages]
    for kind, person in (("home/draft_handed_in", checker), ("home/draft_published", writer)):
        for some in (keys[:1], keys):
            with django_assert_num_queries(2):
                assert kind_named(kind).still(person, some) == set(some)
