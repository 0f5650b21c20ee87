"""The result of a self-diagnosis on the pages of an entry: offered, attached, taken out, read by office and jurors."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import RoleKind
from cohorts.actions import attach_diagnosis, check_entry, declare_conflict, submit_entry
from cohorts.enums import EntryState
from cohorts.queries import attached_diagnosis, current_answers
from tests.cohorts.test_views_diagnosis import answers
from tests.cohorts.test_views_office import as_role, text_of, url
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_diagnosis, make_draft

pytestmark = pytest.mark.django_db
CHART = "いまと3年後"


@pytest.fixture
def draft(client):
    found = make_draft(make_cohort())
    client.force_login(found.applicant)
    return found


def press(client, entry, button: str, **more: str):
    fields = {"rev": str(entry.rev), "title": "途中で書いた題", "button": button, **more}
    return client.post(url("entry_step", entry.public_id, "plan"), fields)


def held(entry) -> bool:
    return attached_diagnosis(current_answers(entry)) is not None


def test_a_result_made_before_the_login_is_offered_and_attached_with_one_press(client):
    entry = make_draft(make_cohort())
    client.post(url("diagnosis"), answers())
    client.force_login(entry.applicant)
    page = text_of(client.get(url("entry_step", entry.public_id, "plan")))
    assert 'name="button" value="diagnosis"' in page
    response = press(client, entry, "diagnosis")
    assert response.url == url("entry_step", entry.public_id, "plan") + "#diagnosis"
    assert held(entry)
    assert current_answers(entry)["title"] == "途中で書いた題"
    page = text_of(client.get(response.url))
    assert (CHART in page, 'value="diagnosis-remove"' in page, 'value="diagnosis"' in page) == (True, True, False)


def test_a_persona_of_the_demonstration_keeps_what_the_visitor_did(client, settings):
    settings.DEMO_MODE = True
    entry = make_draft(make_cohort(), UserFactory(persona="owner"))
    client.post(url("diagnosis"), answers())
    client.post("/demo/owner/")
    assert 'value="diagnosis"' in text_of(client.get(url("entry_step", entry.public_id, "plan")))
    client.post("/demo/owner/")  # from one persona to the next nothing is taken along
    assert 'value="diagnosis"' not in text_of(client.get(url("entry_step", entry.public_id, "plan")))


def test_the_result_page_leads_the_entrant_back_to_the_form(client, draft):
    found = make_diagnosis()
    page = text_of(client.get(url("diagnosis_result", found.token)))
    assert f'href="{url("entry_step", draft.public_id, "plan")}#diagnosis"' in page
    assert press(client, draft, "diagnosis").status_code == 302
    assert held(draft)


@pytest.mark.parametrize("before", ["", "http://testserver/diagnosis/", "https://testserver/en/diagnosis/"])
def test_a_pasted_link_is_attached(client, draft, before):
    link = f" {before}{make_diagnosis().token}/ "
    assert press(client, draft, "diagnosis-link", diagnosis_link=link).status_code == 302
    assert held(draft)


@pytest.mark.parametrize("button", ["next", "back", "save"])
def test_a_pasted_link_is_meant_whichever_button_follows(client, draft, button):
    nothing = press(client, draft, button, diagnosis_link="https://example.jp/diagnosis/abc")
    assert (nothing.status_code, "https://example.jp/diagnosis/abc" in nothing.content.decode()) == (422, True)


@pytest.mark.parametrize("link", ["", "https://example.jp/", "x", "http://[", "/diagnosis/abc.def/"])
def test_a_link_to_nothing_says_so_and_keeps_what_was_typed(client, draft, link):
    response = press(client, draft, "diagnosis-link", diagnosis_link=link)
    page = text_of(response)
    assert (response.status_code, held(draft)) == (422, False)
    assert "このリンクの結果は見つかりません" in page
    assert 'aria-describedby="id_diagnosis_link-error"' in page
    assert current_answers(draft)["title"] == "途中で書いた題"


def test_it_can_be_taken_out_again(client, draft):
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(), by=draft.applicant, now=timezone.now())
    assert press(client, draft, "diagnosis-remove").status_code == 302
    assert not held(draft)


def test_the_autosave_cannot_write_a_result(client, draft):
    body = {"rev": draft.rev, "values": {"diagnosis": {"levels": {}, "taken_on": "x"}}}
    client.post(url("entry_autosave", draft.public_id), body, content_type="application/json")
    assert "diagnosis" not in current_answers(draft)


@pytest.fixture
def handed_in(draft):
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(), by=draft.applicant, now=timezone.now())
    return submit_entry(entry=draft, by=draft.applicant, now=timezone.now())


def test_the_entrant_sees_it_before_and_after_handing_in(client, handed_in):
    assert CHART in text_of(client.get(url("entry_review", handed_in.public_id)))
    assert CHART in text_of(client.get(url("entry_content", handed_in.public_id)))


@pytest.mark.parametrize("kind", [RoleKind.STAFF, RoleKind.CONTRACTOR])
def test_the_office_sees_it_with_the_entry(handed_in, kind):
    client = Client()
    as_role(client, kind)
    assert CHART in text_of(client.get(url("staff_entry", handed_in.public_id)))


def test_jurors_see_the_numbers_but_neither_day_nor_name(handed_in):
    entry = check_entry(entry=handed_in, by=user_with_role(RoleKind.STAFF), now=timezone.now())
    assert entry.state == EntryState.REVIEWING
    client = Client()
    juror = as_role(client, "juror")
    declare_conflict(entry=entry, has_conflict=False, by=juror, now=timezone.now())
    page = text_of(client.get(url("review_entry", entry.public_id)))
    assert CHART in page
    assert "出典：その会社の自己診断</p>" in page
    assert entry.org_name not in page


def test_somebody_else_finds_no_entry_to_attach_to(client, draft):
    client.force_login(UserFactory())
    assert press(client, draft, "diagnosis").status_code == 404
