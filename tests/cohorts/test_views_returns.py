"""差戻し on the pages: only the places that the office named, in two clicks."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from activity.models import Delivery
from cohorts.enums import EntryState
from cohorts.models import Entry, EntryReturn
from cohorts.queries import current_answers, open_return
from cohorts.questions import FIELDS
from tests.cohorts.test_returns import SAID, send_back
from tests.factories.accounts import user_with_role
from tests.factories.cohorts import close_call, make_cohort, make_entry

pytestmark = pytest.mark.django_db
MOST_CLICKS = 2  # mail → only the flagged fields → hand in again


def url(name: str, *args) -> str:
    with translation.override("ja"):
        return reverse(f"cohorts:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def fields_on(page: str) -> set[str]:
    return set(re.findall(r'name="([a-z_]+)"', page)) & set(FIELDS)


@pytest.fixture
def late():
    entry = make_entry(make_cohort())
    close_call(entry.cohort)
    return send_back(entry)


@pytest.fixture
def me(client, late):
    client.force_login(late.applicant)
    return client


def test_from_the_mail_to_the_receipt_in_two_clicks(me, late):
    clicks = 0
    link = re.search(r"https?://[^/\s]+(/\S*correct/)", Delivery.objects.get(kind="cohorts/returned").text).group(1)
    page = text_of(me.get(link))
    clicks += 1
    assert fields_on(page) == {"phone", "plan"}
    assert all(sentence in page for sentence in SAID.values())
    rev = re.search(r'name="rev" value="(\d+)"', page).group(1)
    typed = {"rev": rev, "phone": "024-111-2222", "plan": "1年後には毎日走る。", "button": "submit"}
    receipt = me.post(link, typed, follow=True)
    clicks += 1
    assert (late.number in text_of(receipt), Entry.objects.get().state) == (True, EntryState.RECEIVED)
    assert clicks <= MOST_CLICKS


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_status_page_shows_exactly_these_places_and_leads_to_the_first(me, late, language):
    page = text_of(me.get(language + url("entry_status", late.public_id)))
    assert [sentence in page for sentence in SAID.values()] == [True, True]
    links = re.findall(r'href="[^"]*/correct/#(id_\w+)"', page)
    assert links == ["id_phone", "id_plan", "id_phone"]
    assert [f'id="{target}"' in text_of(me.get(url("entry_correct", late.public_id))) for target in links] == [True] * 3


def test_every_place_of_the_form_has_a_target(client):
    every = dict.fromkeys(FIELDS, "ここを見てください。")
    entry = send_back(make_entry(make_cohort()), **every, files="読めません。")
    client.force_login(entry.applicant)
    status, page = (text_of(client.get(url(name, entry.public_id))) for name in ("entry_status", "entry_correct"))
    targets = set(re.findall(r'/correct/#(\w+)"', status))
    assert (len(targets), {target for target in targets if f'id="{target}"' not in page}) == (len(FIELDS) + 1, set())


def test_a_step_page_shows_the_office_s_sentence_while_the_call_is_open(client):
    entry = send_back(make_entry(make_cohort()))
    client.force_login(entry.applicant)
    page = text_of(client.get(url("entry_step", entry.public_id, "plan")))
    assert (SAID["plan"] in page, SAID["phone"] in page) == (True, False)


def test_what_is_wrong_is_kept_and_shown(me, late):
    typed = {"rev": str(late.rev), "phone": "123", "plan": "1年後", "button": "submit"}
    answer = me.post(url("entry_correct", late.public_id), typed)
    assert (answer.status_code, "電話番号は10桁" in text_of(answer)) == (422, True)
    assert (current_answers(late)["phone"], open_return(Entry.objects.get()) is not None) == ("123", True)


def test_a_doubled_post_leads_to_the_same_receipt_and_other_text_is_not_swallowed(me, late):
    typed = {"rev": str(late.rev), "phone": "024-111-2222", "plan": "1年後", "button": "submit"}
    first, second = (me.post(url("entry_correct", late.public_id), typed) for _ in range(2))
    assert (first.url, second.url) == (url("entry_receipt", late.public_id),) * 2
    other = me.post(url("entry_correct", late.public_id), {**typed, "plan": "まったく別の文"})
    assert other.status_code == 409


def test_other_fields_that_are_sent_along_change_nothing(me, late):
    typed = {"rev": str(late.rev), "phone": "024-111-2222", "plan": "1年後", "title": "別の題", "button": "submit"}
    me.post(url("entry_correct", late.public_id), typed)
    assert current_answers(late)["title"] == "空いた荷台の見える化"


def test_after_its_day_the_page_says_so(me, late):
    EntryReturn.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert "事務局にお問い合わせください" in text_of(me.get(url("entry_status", late.public_id)))
    answer = me.post(url("entry_correct", late.public_id), {"rev": "0", "phone": "024-111-2222", "plan": "x"})
    assert (answer.status_code, current_answers(late)["phone"]) == (409, "024-000-0000")


def test_nothing_sent_back_leads_to_the_status(client):
    entry = make_entry(make_cohort())
    client.force_login(entry.applicant)
    assert client.get(url("entry_correct", entry.public_id)).url == url("entry_status", entry.public_id)


# ---- office


def test_the_office_marks_single_fields(client):
    entry = make_entry(make_cohort())
    client.force_login(user_with_role("contractor"))
    page = text_of(client.get(url("staff_return", entry.public_id)))
    assert (entry.org_name in page, 'name="phone"' in page, 'name="files"' in page) == (True, True, True)
    day = timezone.localdate() + timedelta(days=30)
    due = {"due_on_year": day.year, "due_on_month": day.month, "due_on_day": day.day}
    client.post(url("staff_return", entry.public_id), {"phone": "番号が足りません。", **due})
    waiting = open_return(Entry.objects.get())
    assert timezone.localtime(waiting.due_at).strftime("%Y-%m-%d %H:%M") == f"{day:%Y-%m-%d} 17:00"
    assert [(item.key, item.sentence) for item in waiting.fields.all()] == [("phone", "番号が足りません。")]


def test_a_page_without_a_sentence_says_what_is_missing_and_keeps_the_day(client):
    entry = make_entry(make_cohort())
    client.force_login(user_with_role("staff"))
    due = {"due_on_year": "2099", "due_on_month": "1", "due_on_day": "8"}
    answer = client.post(url("staff_return", entry.public_id), due)
    assert (answer.status_code, "1つ以上" in text_of(answer), "2099" in text_of(answer)) == (422, True, True)


def test_the_office_sees_what_changed(client, late):
    current = {"phone": "024-111-2222", "plan": current_answers(late)["plan"]}
    client.force_login(late.applicant)
    client.post(url("entry_correct", late.public_id), {"rev": str(late.rev), **current})
    client.force_login(user_with_role("staff"))
    page = text_of(client.get(url("staff_entry", late.public_id)))
    assert ("<del>024-000-0000</del>" in page, "<ins>024-111-2222</ins>" in page) == (True, True)
    assert (page.count(SAID["phone"]), page.count("変更なし")) == (1, 1)


def test_after_the_check_there_is_nothing_to_send_back(client):
    entry = make_entry(make_cohort(), state=EntryState.REVIEWING)
    client.force_login(user_with_role("staff"))
    assert client.get(url("staff_return", entry.public_id)).url == url("staff_entry", entry.public_id)
