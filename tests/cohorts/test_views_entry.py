"""The entrant's pages: begin, fill in, hand in, see where it stands; and what goes wrong on the way."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from activity.models import Delivery
from cohorts.actions import start_entry
from cohorts.models import Entry
from cohorts.queries import current_answers
from common.files import files_for
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import ANSWERS, close_call, make_cohort
from tests.factories.common import picture

pytestmark = pytest.mark.django_db
YES = {"eligible_place": "yes", "eligible_size": "yes", "eligible_terms": "yes"}
STEPS = {
    "company": ["kind", "org_name", "org_kana", "postal_code", "address", "industry", "employees", "rep_family",
                "rep_given", "rep_kana", "rep_title", "phone"],
    "plan": ["track", "title", "trouble", "plan", "spare", "sdgs"],
    "consent": ["consent_privacy", "consent_clean", "publish_title"],
}  # fmt: skip


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def user():
    return UserFactory(email="owner@example.jp")


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def begin(cohort, user) -> Entry:
    return start_entry(cohort=cohort, applicant=user, by=user, now=timezone.now(), answers=YES)


def url(name: str, *args) -> str:
    with translation.override("ja"):
        return reverse(f"cohorts:{name}", args=args)


def typed(step: str, **changes) -> dict:
    return {**{key: ANSWERS[key] for key in STEPS[step]}, "rev": "0", **changes}


def bare(response) -> str:
    """A page without what differs on every request: the address asked for and the form tokens."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", response.content.decode())
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "TOKEN", text)


def text_of(response) -> str:
    return response.content.decode()


def code_for(email: str) -> str:
    mail = Delivery.objects.filter(kind="accounts/login_code", recipient=email).latest("created_at")
    return re.search(r"\d{6}", mail.text)[0]


# ---- beginning


def test_a_stranger_enters_by_mail_code_and_gets_a_draft(client, cohort):
    response = client.post(url("entry_start", cohort.public_id), {**YES, "email": "Ｎew@Example.jp"})
    assert response.url == url("entry_code", cohort.public_id)
    response = client.post(response.url, {"code": code_for("new@example.jp")})
    entry = Entry.objects.get()
    assert response.url == url("entry_step", entry.public_id, "company")
    assert (entry.applicant.email, current_answers(entry)) == ("new@example.jp", YES)


def test_the_form_says_what_is_wrong_before_any_mail_goes_out(client, cohort):
    response = client.post(url("entry_start", cohort.public_id), {"email": "taro@", "eligible_place": "yes"})
    assert response.status_code == 422
    assert "＊メールアドレスの形が正しくありません。例：taro@example.jp" in text_of(response)
    assert text_of(response).count("1つ選んでください。") == 4  # two questions, each on top and below
    assert text_of(response).count("＊1つ選んでください。") == 2  # the mark stands at the field only
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("question", list(YES))
def test_not_eligible_is_no_dead_end(client, cohort, question):
    response = client.post(url("entry_start", cohort.public_id), {**YES, question: "no", "email": "a@example.jp"})
    page = text_of(response)
    assert response.status_code == 200
    assert "ほかの参加のしかたがあります" in page
    assert reverse("communities:directory") in page
    assert (Delivery.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_wrong_code_is_said_and_nothing_is_made(client, cohort):
    client.post(url("entry_start", cohort.public_id), {**YES, "email": "a@example.jp"})
    response = client.post(url("entry_code", cohort.public_id), {"code": "000 000"})
    assert (response.status_code in {302, 422}, Entry.objects.count()) == (True, 0) or code_for(
        "a@example.jp"
    ) == "000000"


def test_new_digits_can_be_asked_for(client, cohort):
    client.post(url("entry_start", cohort.public_id), {**YES, "email": "a@example.jp"})
    client.post(url("entry_code", cohort.public_id), {"resend": "1"})
    assert Delivery.objects.filter(kind="accounts/login_code").count() == 2


def test_the_code_page_without_a_beginning_leads_to_it(client, cohort):
    assert client.get(url("entry_code", cohort.public_id)).url == url("entry_start", cohort.public_id)


def test_somebody_logged_in_answers_three_questions_only(me, cohort, user):
    assert "owner@example.jp でログインしています。" in text_of(me.get(url("entry_start", cohort.public_id)))
    me.post(url("entry_start", cohort.public_id), YES)
    me.post(url("entry_start", cohort.public_id), YES)
    assert Entry.objects.get().applicant == user


def test_a_second_start_goes_on_where_one_was(me, cohort, user):
    draft = begin(cohort, user)
    response = me.get(url("entry_start", cohort.public_id))
    assert response.url == url("entry_step", draft.public_id, "company")


def test_a_closed_call_says_when(client, cohort):
    page = text_of(client.get(url("entry_start", close_call(cohort).public_id)))
    assert "いまは募集していません" in page


def test_a_missing_term_and_a_foreign_id_are_the_same_404(client, cohort):
    missing = client.get(url("entry_start", uuid4()))
    foreign = client.get(url("entry_start", cohort.program.public_id))
    assert (missing.status_code, bare(missing)) == (404, bare(foreign))


# ---- filling in


def test_the_whole_way_to_the_receipt(me, cohort, user):
    entry = begin(cohort, user)
    for step, following in (("company", "plan"), ("plan", "consent"), ("consent", "review")):
        response = me.post(url("entry_step", entry.public_id, step), typed(step, button="next"))
        assert response.url == url("entry_step", entry.public_id, following)
    assert me.get(response.url).status_code == 200
    response = me.post(url("entry_submit", entry.public_id))
    assert response.url == url("entry_receipt", entry.public_id)
    entry.refresh_from_db()
    assert entry.number in text_of(me.get(response.url))


@pytest.mark.parametrize("step", ["start", "company", "plan", "consent", "review"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_step_shows(me, cohort, user, step, language):
    entry = begin(cohort, user)
    assert me.get(language + url("entry_step", entry.public_id, step)).status_code == 200


def test_an_error_keeps_everything_and_says_so_twice(me, cohort, user):
    entry = begin(cohort, user)
    response = me.post(
        url("entry_step", entry.public_id, "company"), typed("company", postal_code="963-860", button="next")
    )
    page = text_of(response)
    assert response.status_code == 422
    assert page.count("郵便番号は7桁です。いま6桁です。") == 2
    assert page.count("＊郵便番号は7桁です。いま6桁です。") == 1
    assert 'value="963-860"' in page
    assert current_answers(entry)["postal_code"] == "963-860"
    assert current_answers(entry)["org_kana"] == "セイゾウギョウエーシャ"


def test_later_saves_what_is_there_and_shows_the_deadline(me, cohort, user):
    entry = begin(cohort, user)
    response = me.post(url("entry_step", entry.public_id, "plan"), {"rev": "0", "title": "途中の題", "button": "later"})
    assert response.url == url("entry_status", entry.public_id)
    assert current_answers(entry)["title"] == "途中の題"
    assert "下書きがあります" in text_of(me.get(response.url))


def test_back_saves_too(me, cohort, user):
    entry = begin(cohort, user)
    response = me.post(
        url("entry_step", entry.public_id, "plan"), {"rev": "0", "trouble": "あ" * 214, "button": "back"}
    )
    assert response.url == url("entry_step", entry.public_id, "company")
    assert current_answers(entry)["trouble"] == "あ" * 214


def test_a_stale_page_keeps_the_typed_text_beside_the_newer_one(me, cohort, user):
    entry = begin(cohort, user)
    rev = entry.rev
    me.post(url("entry_step", entry.public_id, "plan"), {"rev": rev, "title": "わたしの版", "button": "later"})
    response = me.post(
        url("entry_step", entry.public_id, "plan"), {"rev": rev, "title": "古い画面の版", "button": "next"}
    )
    page = text_of(response)
    assert response.status_code == 409
    assert 'value="古い画面の版"' in page
    assert "<b>わたしの版</b>" in page
    assert current_answers(entry)["title"] == "わたしの版"
    new_rev = re.search(r'name="rev" value="(\d+)"', page)[1]
    me.post(url("entry_step", entry.public_id, "plan"), {"rev": new_rev, "title": "古い画面の版", "button": "later"})
    assert current_answers(entry)["title"] == "古い画面の版"


def test_after_the_deadline_the_page_keeps_the_typed_text_and_says_why(me, cohort, user):
    entry = begin(cohort, user)
    close_call(cohort)
    response = me.post(url("entry_step", entry.public_id, "plan"), {"rev": "0", "title": "おそい題", "button": "next"})
    page = text_of(response)
    assert response.status_code == 409
    assert "書いたものは残っています。" in page
    assert 'value="おそい題"' in page
    assert me.get(url("entry_step", entry.public_id, "plan")).url == url("entry_status", entry.public_id)
    assert me.get(url("entry_review", entry.public_id)).url == url("entry_status", entry.public_id)


def test_files_come_and_go_without_losing_text(me, cohort, user):
    entry = begin(cohort, user)
    page = url("entry_step", entry.public_id, "plan")
    response = me.post(
        page, {"rev": "0", "title": "題", "button": "upload", "files": [picture("絵.png"), picture("絵2.png")]}
    )
    assert response.url == f"{page}#files"
    file = files_for(entry.public_id, "cohorts.entry").first()
    assert "絵.png" in text_of(me.get(page))
    response = me.post(page, {"rev": "1", "title": "題", "button": "next", "remove": str(file.public_id)})
    assert [one.original_name for one in files_for(entry.public_id, "cohorts.entry")] == ["絵2.png"]
    assert current_answers(entry)["title"] == "題"
