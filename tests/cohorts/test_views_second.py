"""What the entrant's pages say about a second person, and about files: only what is there."""

import pytest

from cohorts.questions import STEPS
from tests.cohorts.test_views_entry import begin, text_of, url
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, make_draft, make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(email="owner@example.jp")


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def second_part(page: str) -> str:
    """The answer of the group about the second person."""
    label = str(next(q.label for step in STEPS[:-1] for q in step.questions if q.key == "second"))
    return page.split(f"<dt>{label}</dt>")[1].split("</dd>", maxsplit=1)[0]


def test_without_a_second_person_the_check_page_has_one_line(me, user):
    draft = make_draft(make_cohort(), user, second_same=False, second_family="", second_given="", second_email="")
    part = second_part(text_of(me.get(url("entry_review", draft.public_id))))
    assert ("記入なし" in part, "answer-part" in part) == (True, False)


def test_of_a_second_person_only_what_is_filled_is_told(me, user):
    draft = make_draft(make_cohort(), user, second_same=False, second_family="", second_email="right@example.jp")
    part = second_part(text_of(me.get(url("entry_review", draft.public_id))))
    assert ("right@example.jp" in part, part.count("answer-part"), "–" in part) == (True, 1, False)


def test_what_stays_private_is_still_told(me, user):
    draft = make_draft(make_cohort(), user, publish_company=False, publish_title=False, publish_content=False)
    assert text_of(me.get(url("entry_review", draft.public_id))).count("</small> 非公開") == 3


def test_one_person_is_not_called_two(me, user):
    alone = make_entry(make_cohort(), user, second_same=True, second_email="")
    page = text_of(me.get(url("entry_status", alone.public_id)))
    assert ("進める人" in page, "ふたりで進める" in page) == (True, False)


def test_two_are_called_two_as_soon_as_the_second_is_named(me, user):
    named = make_entry(make_cohort(), user, second_same=False, second_email="right@example.jp")
    assert "ふたりで進める" in text_of(me.get(url("entry_status", named.public_id)))


def test_only_the_fourth_page_speaks_of_files(me, user):
    entry = begin(make_cohort(), user)
    pages = [text_of(me.get(url("entry_step", entry.public_id, slug))) for slug in ("plan", "consent")]
    labels = [page.split('for="id_files">')[1].split("<span")[0].strip() for page in pages]
    assert labels == ["絵や写真", "添付"]
    assert "添付できます" not in pages[0]
