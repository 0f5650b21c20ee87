"""A draft is published by somebody else than the person who handed it in."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_permission_policy
from wagtail.images.models import Image
from wagtail.models import Workflow, WorkflowState
from wagtail.permissions import policy_registry

from accounts.models import User
from activity.kinds import kind_named
from activity.models import Delivery, Notice
from home.actions import let_edit, set_up_checking
from home.models import CheckedPagePermissions, SecondPersonTask, ShowcasePage, StandardPage
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.common import picture as uploaded
from tests.factories.common import picture_bytes
from tests.factories.mentoring import adopted_entry

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


def editor(*, publishes):
    person = UserFactory()
    let_edit(person=person, publishes=publishes)
    return person


def post(person, page, action, **data):
    browser = Client()
    browser.force_login(person)
    return browser.post(f"/cms/pages/{page.pk}/edit/", {**DRAFT, action: "1", **data})


def hand_in(person, page):
    return post(person, page, "action-submit")


def publish(person, page):
    return post(person, page, "action-workflow-action", **{"workflow-action-name": "approve"})


def approve(person, page):
    """As from the list of what waits, without opening the draft."""
    browser = Client()
    browser.force_login(person)
    task = StandardPage.objects.get(pk=page.pk).current_workflow_state.current_task_state
    return browser.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))


def is_live(page):
    return StandardPage.objects.get(pk=page.pk).live


def test_a_draft_goes_from_a_writer_by_a_second_person_to_the_public(page):
    writer, checker = editor(publishes=False), editor(publishes=True)
    assert hand_in(writer, page).status_code == 302
    assert not is_live(page)
    assert Notice.objects.get(kind="home/draft_handed_in").person == checker
    assert publish(checker, page).status_code == 302
    assert is_live(page)
    told = Notice.objects.get(kind="home/draft_published")
    assert told.person == writer
    assert "見学の手引き" in told.titles["ja"]
    assert Client().get("/visits/").status_code == 200


@pytest.mark.parametrize("publishes", [False, True])
@pytest.mark.parametrize("action", ["action-publish", "handed in"])
def test_nobody_publishes_their_own_draft(page, publishes, action):
    writer = editor(publishes=publishes)
    if action == "handed in":
        hand_in(writer, page)
        publish(writer, page)
    else:
        post(writer, page, action)
    assert not is_live(page)


def test_twin_without_the_rule_a_writer_publishes_alone(page, monkeypatch):
    monkeypatch.setattr(SecondPersonTask, "get_actions", SecondPersonTask.__base__.get_actions)
    monkeypatch.setattr(SecondPersonTask, "on_action", SecondPersonTask.__base__.on_action)
    monkeypatch.setattr(SecondPersonTask, "locked_for_user", SecondPersonTask.__base__.locked_for_user)
    writer = editor(publishes=True)
    hand_in(writer, page)
    publish(writer, page)
    assert is_live(page)


def test_twin_without_the_rule_a_checker_publishes_at_once(page, monkeypatch):
    monkeypatch.setattr(CheckedPagePermissions, "can_publish", CheckedPagePermissions.__base__.can_publish)
    post(editor(publishes=True), page, "action-publish")
    assert is_live(page)


def test_a_new_page_is_not_published_at_once(page):
    browser = Client()
    browser.force_login(editor(publishes=True))
    parent = page.get_parent()
    url = f"/cms/pages/add/home/standardpage/{parent.pk}/"
    browser.post(url, {**DRAFT, "slug": "other", "action-publish": "1"})
    assert not StandardPage.objects.filter(slug="other", live=True).exists()


def test_many_pages_at_once_are_not_published_either(page):
    browser = Client()
    browser.force_login(editor(publishes=True))
    browser.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/", {})
    assert not is_live(page)


def test_a_draft_comes_back_with_a_comment(page):
    writer, checker = editor(publishes=False), editor(publishes=True)
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
    assert {group.name for group in Group.objects.all()} >= {"Editors", "Moderators"}


def test_renamed_groups_are_known_by_their_rights(page):
    Group.objects.filter(name="Moderators").update(name="広報課")
    assert editor(publishes=True).groups.get().name == "広報課"
    assert editor(publishes=False).groups.get().name == "Editors"


def test_who_may_not_check_any_more_hears_nothing(page):
    checker = editor(publishes=True)
    hand_in(editor(publishes=False), page)
    kind = kind_named("home/draft_handed_in")
    assert kind.may_receive(checker, page.translation_key)
    checker.groups.clear()
    assert not kind.may_receive(checker, page.translation_key)
    assert WorkflowState.objects.count() == 1


def test_the_inbox_asks_the_same_for_one_page_and_for_three(page, front, django_assert_num_queries):
    writer, checker = editor(publishes=False), editor(publishes=True)
    pages = [page, *(front.add_child(instance=StandardPage(title="頁", slug=f"p{n}", live=False)) for n in range(2))]
    for one in pages:
        post(writer, one, "action-submit", slug=one.slug)
    keys = [one.translation_key for one in pages]
    for kind, person in (("home/draft_handed_in", checker), ("home/draft_published", writer)):
        for some in (keys[:1], keys):
            with django_assert_num_queries(2):
                assert kind_named(kind).still(person, some) == set(some)


def test_a_draft_that_waits_is_not_changed_by_who_handed_it_in(page):
    writer = editor(publishes=False)
    hand_in(writer, page)
    post(writer, page, "action-save", title="別のことば")
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "見学の手引き"
    post(writer, page, "action-cancel-workflow")
    post(writer, page, "action-save", title="別のことば")
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "別のことば"


def test_nobody_publishes_words_that_only_a_third_person_knows(page):
    third, checker = editor(publishes=False), editor(publishes=True)
    hand_in(editor(publishes=False), page)
    post(third, page, "action-save", title="別のことば")
    approve(checker, page)
    assert not is_live(page)
    post(checker, page, "action-save", title="別のことば")
    approve(checker, page)
    assert is_live(page)


def test_twin_without_the_look_at_the_newest_words_they_go_out_unseen(page, monkeypatch):
    monkeypatch.setattr("home.models.checking._may_publish", lambda *_asked: True)
    hand_in(editor(publishes=False), page)
    post(editor(publishes=False), page, "action-save", title="別のことば")
    approve(editor(publishes=True), page)
    assert StandardPage.objects.get(pk=page.pk).title == "別のことば"


@pytest.fixture
def picture(page):
    made = Image.objects.create(title="見学", file=ImageFile(io.BytesIO(picture_bytes()), name="visit.png"))
    page.body = [("figure", {"image": made, "alt": "工場を歩く"})]
    page.save_revision().publish()
    return made


@pytest.mark.parametrize("action", ["change", "delete"])
def test_a_picture_that_everybody_sees_stays_as_it_is(picture, page, action):
    writer = editor(publishes=True)
    picture.uploaded_by_user = writer
    picture.save()
    policy = policy_registry.get_by_type(Image)
    assert not policy.user_has_permission_for_instance(writer, action, picture)
    assert policy.user_has_permission_for_instance(writer, "choose", picture)
    StandardPage.objects.get(pk=page.pk).unpublish()
    assert policy.user_has_permission_for_instance(writer, action, picture)


def test_twin_wagtails_own_rule_lets_a_shown_picture_be_exchanged(picture):
    policy = get_permission_policy()
    assert policy.user_has_permission_for_instance(editor(publishes=True), "change", picture)


def test_the_page_of_a_shown_picture_refuses_another_file(picture):
    browser = Client()
    browser.force_login(editor(publishes=True))
    before = picture.file.name
    other = uploaded("other.png")
    browser.post(f"/cms/images/{picture.pk}/", {"title": "別の写真", "file": other, "collection": 1})
    picture.refresh_from_db()
    assert picture.file.name == before


def test_a_case_is_edited_by_the_office_of_its_term(front):
    entry = adopted_entry()
    case = ShowcasePage(title="試作品の受付係", slug="case", entry_id=entry.public_id, live=False)
    front.add_child(instance=case)
    stranger = editor(publishes=True)
    assert not case.permissions_for_user(stranger).can_edit()
    assert CheckedPagePermissions(stranger, case).can_edit()  # twin: what any other page would let them do
    office = user_with_role("staff")
    let_edit(person=office, publishes=True)
    assert case.permissions_for_user(office).can_edit()
    assert (case.is_shown_by(stranger), case.is_shown_by(office)) == (False, True)
