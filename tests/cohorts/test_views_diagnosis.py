"""The pages of the self-diagnosis: questions, result, CSV, deletion, the rate of one address."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from cohorts import hooks
from cohorts.diagnosis import AXES, OFFICIAL_URL, NextStep
from cohorts.models import Diagnosis
from common import rate
from tests.cohorts.test_views_office import text_of, url
from tests.factories.cohorts import make_cohort, make_diagnosis

pytestmark = pytest.mark.django_db


def answers(client_id: str = "", **levels: tuple[int, int]) -> dict[str, str]:
    """What the form sends: everywhere 1 now and 3 in three years, unless named."""
    pairs = {axis.key: levels.get(axis.key, (1, 3)) for axis in AXES}
    typed = {f"{key}_{when}": str(pair[at]) for key, pair in pairs.items() for at, when in ((0, "now"), (1, "goal"))}
    return {**typed, "client_id": client_id or str(uuid4())}


def test_the_page_asks_fourteen_times_and_for_nothing_else(client):
    page = text_of(client.get(url("diagnosis")))
    form = re.search(r'<form class="form diag-form".*?</form>', page, re.S)[0]
    names = set(re.findall(r'name="([^"]+)"', form))
    assert names == {*answers(), "csrfmiddlewaretoken"}
    assert form.count('type="radio"') == 14 * 6
    assert form.count('<button class="btn" type="submit"') == 1


def test_it_says_that_it_is_simplified_and_where_the_official_one_is(client):
    page = text_of(client.get(url("diagnosis")))
    assert "簡易版です。公式の自己診断ではありません。" in page
    assert f'href="{OFFICIAL_URL}"' in page
    assert not re.search(r'(?:src|srcset)="https?://', page)


def test_complete_answers_lead_to_a_private_result(client):
    make_cohort()
    response = client.post(url("diagnosis"), answers(team=(0, 5)))
    found = Diagnosis.objects.get()
    assert response.url == url("diagnosis_result", found.token)
    result = client.get(response.url)
    page = text_of(result)
    assert "いちばん差が大きいのは「体制」。いま0、3年後は5です。" in page
    assert page.count('class="next"') == 1
    assert (result["Cache-Control"], result["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert "noindex" in result["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert str(found.public_id) not in page


def test_a_doubled_submit_is_one_result(client):
    data = answers()
    first, again = (client.post(url("diagnosis"), data).url for _ in range(2))
    assert first == again
    assert Diagnosis.objects.count() == 1


def test_missing_answers_are_named_and_the_others_kept(client):
    data = answers(vision=(2, 4))
    del data["team_goal"]
    data["kpi_now"] = "6"
    response = client.post(url("diagnosis"), data)
    page = text_of(response)
    assert (response.status_code, page.count("checked"), Diagnosis.objects.count()) == (422, 12, 0)
    for target, label in (("team_goal", "体制（3年後）"), ("kpi_now", "成果の確認（いま）")):
        assert f'<a href="#id_{target}_0">{label}：0から5のうち、1つ選んでください。</a>' in page
        assert f'id="id_{target}_0"' in page
        assert f'id="{target}-error"' in page
    kept = re.search(r'name="client_id" value="([^"]+)"', page)[1]
    assert kept == data["client_id"]


def test_nothing_answered_names_all_fourteen_places(client):
    page = text_of(client.post(url("diagnosis"), {"client_id": str(uuid4())}))
    assert page.count("0から5のうち、1つ") == 28  # on top and in its place


@pytest.mark.parametrize("typed", ["", "x", "１"])
def test_a_broken_key_or_strange_values_are_no_server_error(client, typed):
    data = {**answers(), "client_id": typed, "it_now": typed}
    assert client.post(url("diagnosis"), data).status_code == 422


def test_english_pages_are_english(client):
    make_cohort()
    page = text_of(client.get("/en" + url("diagnosis")))
    assert '<html lang="en">' in page
    assert "Is there somebody who carries it out (a right hand)?" in page
    response = client.post("/en" + url("diagnosis"), answers())
    assert response.url.startswith("/en/diagnosis/")
    page = text_of(client.get(response.url))
    main = re.search(r"<main.*?</main>", page, re.S)[0].replace(Diagnosis.objects.get().token, "")
    assert "The longest way is in “Aim”: from 1 now to 3 in three years." in main
    for word in ("こおりやまDXプラットフォーム", "第2期"):  # what the office wrote in Japanese only
        main = main.replace(word, "")
    assert re.findall(r"[ぁ-んァ-ヶ一-龠]", main) == []


@pytest.mark.parametrize(
    ("pair", "is_open", "words"),
    [
        ((1, 3), True, "エントリーする"),
        ((1, 3), False, "相談役を見る"),
        ((1, 2), True, "相談役を見る"),
        ((2, 2), True, "事例を見る"),
    ],
)
def test_the_result_leads_to_one_next_step(client, monkeypatch, pair, is_open, words):
    monkeypatch.setitem(hooks.ways_on, NextStep.CASES, lambda _request: "/cases/")
    if is_open:
        make_cohort()
    found = make_diagnosis(**{axis.key: pair for axis in AXES})
    page = text_of(client.get(url("diagnosis_result", found.token)))
    shown = [word for word in ("エントリーする", "相談役を見る", "事例を見る") if f"<span>{word}</span>" in page]
    assert shown == [words]


def test_where_there_are_no_cases_the_mentors_are_next(client, monkeypatch):
    monkeypatch.setitem(hooks.ways_on, NextStep.CASES, lambda _request: "")
    found = make_diagnosis(**{axis.key: (2, 2) for axis in AXES})
    assert "相談役を見る" in text_of(client.get(url("diagnosis_result", found.token)))


def test_the_table_is_a_csv(client):
    found = make_diagnosis(it=(0, 4))
    response = client.get(url("diagnosis_csv", found.token))
    lines = response.getvalue().decode().splitlines()
    assert lines[0] == "\ufeff項目,いま,3年後"
    assert "道具と安全,0,4" in lines
    assert (len(lines), response["Cache-Control"]) == (8, "private, no-store")


def test_it_is_deleted_after_one_question_and_its_link_is_dead(client):
    client.post(url("diagnosis"), answers())
    found = Diagnosis.objects.get()
    address = url("diagnosis_delete", found.token)
    assert "元には戻せません" in text_of(client.get(address))
    assert Diagnosis.objects.count() == 1
    assert client.post(address).url == url("diagnosis")
    assert Diagnosis.objects.count() == 0
    assert client.get(url("diagnosis_result", found.token)).status_code == 404


def test_the_delete_form_may_say_where_it_comes_from(client):
    """With `no-referrer` browsers send a form with the origin "null", which the guard against forged forms refuses."""
    address = url("diagnosis_delete", make_diagnosis().token)
    assert client.get(address)["Referrer-Policy"] == "same-origin"
    strict = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(strict.get(address)))[1]
    data = {"csrfmiddlewaretoken": token}
    assert strict.post(address, data, headers={"origin": "null"}).status_code == 403
    assert strict.post(address, data, headers={"origin": "http://testserver"}).status_code == 302


# ---- the rate of one address


def flood(client, times: int) -> list[int]:
    return [client.post(url("diagnosis"), answers()).status_code for _ in range(times)]


def test_one_address_may_send_sixty_at_once_and_keeps_its_answers_when_refused(client):
    assert set(flood(client, 60)) == {302}
    response = client.post(url("diagnosis"), answers())
    page = text_of(response)
    assert (response.status_code, response["Retry-After"], page.count("checked")) == (429, "10", 14)
    assert "少し待って、もう一度押してください" in page
    assert Diagnosis.objects.count() == 60
    other = client.post(url("diagnosis"), answers(), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_twin_without_the_bucket_a_flood_goes_through(client, monkeypatch):
    monkeypatch.setattr(rate, "may_post_now", lambda _who, **_limits: True)
    assert set(flood(client, 61)) == {302}


def test_the_form_needs_no_login_session_until_it_is_sent(client):
    client.get(url("diagnosis"))
    assert settings.SESSION_COOKIE_NAME not in client.cookies
