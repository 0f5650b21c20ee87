"""Publishing a case: what the entrant agreed to, and no more."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import RoleKind
from cohorts.models import Entry
from home.actions import write_showcase
from home.actions.pages import lines
from home.forms import CaseForm
from home.models import ShowcasePage
from home.queries import case_of_entry
from mentoring.actions import add_version
from mentoring.models import Sketch
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_entry
from tests.factories.common import picture
from tests.factories.home import NOW, TEXTS, adopted, make_editorial_case
from tests.factories.mentoring import make_sketch
from tests.home.test_showcase import NOTHING, published

pytestmark = pytest.mark.django_db


def test_writing_leaves_the_live_page_alone():
    page = published(adopted())
    write_showcase(page=page, **{**TEXTS, "not_worked": ["まだ内緒"]}, by=UserFactory(), now=NOW)
    page.refresh_from_db()
    assert [child.value for child in page.not_worked] == TEXTS["not_worked"]


def test_sketch_becomes_before_and_after(client: Client):
    entry = adopted()
    sketch = make_sketch(entry)
    add_version(sketch=sketch, upload=picture(), caption="荷台が埋まる。", by=entry.applicant, now=NOW)
    page = published(entry)
    assert Sketch.objects.get(pk=sketch.pk).is_public
    assert page.before is not None
    assert page.after is not None
    assert page.after.alt == "荷台が埋まる。"
    assert client.get(page.after.url).status_code == 200
    assert page.after.url in client.get(page.url).content.decode()
    assert page.after.small.endswith("page-1-thumb/")


def test_sketch_stays_closed_without_consent_to_content(client: Client):
    entry = adopted(publish_content=False)
    sketch = make_sketch(entry)
    page = published(entry)
    assert not Sketch.objects.get(pk=sketch.pk).is_public
    assert page.after is None


def test_editorial_case_shows_a_drawing(front: Any):
    page = make_editorial_case("one", "ひとつめ")
    assert page.after is not None
    assert page.after.url.endswith("harvest.svg")
    assert page.before is None


@pytest.mark.parametrize("text", ["18", "0", "x", "9,, 99"])
def test_goals_are_checked(text: str, front: Any):
    page = make_editorial_case("one", "ひとつめ")
    page.sdgs = text
    with pytest.raises(ValidationError):
        page.full_clean()


def test_goals_are_read():
    assert ShowcasePage(sdgs="9、17").goals == [9, 17]
    assert ShowcasePage(sdgs="").goals == []


def url(entry: Entry) -> str:
    return reverse("home:showcase_publish", args=[entry.public_id])


def test_staff_previews_and_publishes(client: Client):
    entry = adopted()
    staff = user_with_role(RoleKind.STAFF)
    client.force_login(staff)
    answer = client.get(url(entry))
    assert answer.status_code == 200
    assert "空いた荷台の見える化" in answer.content.decode()
    data = {"tried": "絵を描いた\n\n話した", "worked": "仲間", "not_worked": "右腕が足りない"}
    answer = client.post(url(entry), data)
    assert answer.status_code == 302
    page = case_of_entry(entry.public_id)
    assert page is not None
    assert page.live
    assert [child.value for child in page.tried] == ["絵を描いた", "話した"]
    assert client.get(answer["Location"]).status_code == 200


def test_staff_page_asks_for_what_did_not_work(client: Client):
    entry = adopted()
    client.force_login(user_with_role(RoleKind.STAFF))
    answer = client.post(url(entry), {"tried": "描いた", "worked": "", "not_worked": " "})
    assert answer.status_code == 422
    assert "うまくいかなかったことを書いてください" in answer.content.decode()
    assert "描いた" in answer.content.decode()
    page = case_of_entry(entry.public_id)
    assert page is not None
    assert not page.live


def test_staff_page_says_when_nothing_may_be_shown(client: Client):
    entry = adopted(**NOTHING)
    client.force_login(user_with_role(RoleKind.STAFF))
    assert "公開に同意していません" in client.get(url(entry)).content.decode()
    assert client.post(url(entry), {"not_worked": "x"}).status_code == 200
    assert not ShowcasePage.objects.exists()


def test_contractor_sees_the_draft_only(client: Client):
    entry = adopted()
    client.force_login(user_with_role(RoleKind.CONTRACTOR))
    assert 'method="post" novalidate' not in client.get(url(entry)).content.decode()
    assert client.post(url(entry), {"not_worked": "x"}).status_code == 403


def test_others_do_not_learn_that_it_exists(client: Client):
    entry = adopted()
    assert client.get(url(entry)).status_code == 302
    client.force_login(UserFactory())
    foreign = client.get(url(entry))
    missing = client.get(reverse("home:showcase_publish", args=["00000000-0000-4000-8000-000000000000"]))
    assert foreign.status_code == missing.status_code == 404
    # The language switch repeats the address that was asked for; everything else is the same.
    own = foreign.content.replace(str(entry.public_id).encode(), b"00000000-0000-4000-8000-000000000000")
    assert own == missing.content


def test_staff_cannot_publish_before_the_announcement(client: Client):
    entry = make_entry(make_cohort(), publish_title=True)
    client.force_login(user_with_role(RoleKind.STAFF))
    assert client.get(url(entry)).status_code == 404


@pytest.mark.parametrize("text", ["a\n" * 9, "あ" * 121])
def test_form_limits_lines(text: str):
    page = ShowcasePage(not_worked=lines(["x"]))
    form = CaseForm({"not_worked": text}, page=page)
    assert not form.is_valid()
