"""The sketch page, its fragment, and everything one does on it, with and without a script."""

import re
from importlib import import_module
from uuid import uuid4

import pytest
from django.urls import reverse

from mentoring.actions import publish_sketch, resolve
from mentoring.models import Annotation, AnnotationComment, Sketch, SketchVersion
from tests.factories.common import picture
from tests.factories.mentoring import NOW, adopted_entry, make_pin, make_sketch, page_of

JSON = {"HTTP_ACCEPT": "application/json"}


def url(name: str, sketch: Sketch, *rest) -> str:
    return reverse(f"mentoring:{name}", args=[sketch.public_id, *rest])


def pin_data(**data):
    values = {"version": 1, "page": 1, "x": "42", "y": "31.5", "sticker": "hands"}
    return {**values, "body": "朝の受付は1人で足りますか。", "client_id": str(uuid4()), **data}


def text(response) -> str:
    return response.content.decode()


def test_the_page_shows_drawing_pins_and_talk(people, sketch):
    make_pin(sketch, x=0.333, y=0.251)
    page = text(people.browser("owner").get(url("sketch", sketch)))
    assert f'src="/files/{sketch.versions.get().file.public_id}/page-1/"' in page
    assert 'data-exact-x="33.3"' in page
    assert 'data-x="33"' in page
    assert "前例はありますか。" in page
    assert "style=" not in page.split("<main")[1]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty_pins(people, sketch, count, django_assert_max_num_queries):
    for _ in range(count):
        make_pin(sketch)
    browser = people.browser("owner")
    browser.get(url("sketch", sketch))
    with django_assert_max_num_queries(12) as seen:
        browser.get(url("sketch", sketch))
    assert len(seen.captured_queries) <= 12
    with django_assert_max_num_queries(12):
        browser.get(url("fragment", sketch), {"version": 1, "page": 1})


def test_nobody_logged_in_is_asked_to_log_in_and_a_stranger_sees_the_missing_page(people, sketch):
    missing = reverse("mentoring:sketch", args=[uuid4()])
    there = url("sketch", sketch)
    assert people.browser("anonymous").get(there).status_code == 302
    assert people.browser("anonymous").get(missing).status_code == 302
    stranger = people.browser("visitor")
    bodies = [re.sub(rb"/[0-9a-f-]{36}/", b"", stranger.get(address).content) for address in (there, missing)]
    assert bodies[0] == bodies[1]
    assert stranger.get(there).status_code == 404


def test_a_pin_without_a_script(people, sketch):
    browser = people.browser("mentor")
    response = browser.post(url("pin", sketch), pin_data())
    made = Annotation.objects.get()
    assert (response.status_code, response["Location"]) == (
        303,
        f"{url('sketch', sketch)}?version=1&page=1#t-{made.public_id}",
    )
    assert (made.x, made.y, made.sticker, made.author) == (0.42, 0.315, "hands", people["mentor"])


def test_a_pin_with_a_script(people, sketch):
    response = people.browser("mentor").post(url("pin", sketch), pin_data(), **JSON)
    made = Annotation.objects.get()
    assert (response.status_code, response.json()) == (201, {"id": str(made.public_id), "number": 1})


def test_a_doubled_pin_is_one(people, sketch):
    browser, data = people.browser("mentor"), pin_data()
    answers = [browser.post(url("pin", sketch), data, **JSON).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Annotation.objects.count() == 1


def test_too_many_pins_and_answers_at_once_are_429_and_keep_the_text(people, sketch, settings):
    settings.POSTS_PER_SECOND, settings.POSTS_BURST = 0.001, 1
    browser = people.browser("mentor")
    assert browser.post(url("pin", sketch), pin_data()).status_code == 303
    again = browser.post(url("pin", sketch), pin_data(body="もうひとつ"))
    assert (again.status_code, "もうひとつ" in again.content.decode()) == (429, True)
    pin = Annotation.objects.get()
    answer = browser.post(url("reply", sketch, pin.public_id), {"body": "こたえ", "client_id": uuid4()})
    assert (answer.status_code, "こたえ" in answer.content.decode()) == (429, True)


def test_twin_without_the_bucket_nothing_stops_a_flood_of_pins(people, sketch, settings, monkeypatch):
    settings.POSTS_PER_SECOND, settings.POSTS_BURST = 0.001, 1
    monkeypatch.setattr(import_module("mentoring.views.pins"), "require_token", lambda user_id: None)
    browser = people.browser("mentor")
    assert [browser.post(url("pin", sketch), pin_data()).status_code for _ in range(5)] == [303] * 5


def test_the_same_key_with_another_text_is_a_conflict(people, sketch):
    browser, data = people.browser("mentor"), pin_data()
    browser.post(url("pin", sketch), data)
    response = browser.post(url("pin", sketch), {**data, "body": "べつの言葉"}, **JSON)
    assert (response.status_code, response.json()["error"]) == (409, "Conflict")
    page = browser.post(url("pin", sketch), {**data, "body": "べつの言葉"})
    assert page.status_code == 409
    assert "べつの言葉" in text(page)


@pytest.mark.parametrize(
    "data",
    [
        {"x": "101"},
        {"x": ""},
        {"x": "nan"},
        {"y": "left"},
        {"sticker": "heart"},
        {"sticker": "", "body": ""},
        {"body": "あ" * 1001},
        {"client_id": "1"},
        {"version": "x"},
    ],
)
def test_wrong_input_comes_back_with_a_sentence(people, sketch, data):
    browser = people.browser("mentor")
    kept = data.get("body", "朝の受付は1人で足りますか。")[:10]
    page = browser.post(url("pin", sketch), pin_data(**data))
    assert page.status_code == 422
    assert kept in text(page)
    assert "banner" in text(page)
    answer = browser.post(url("pin", sketch), pin_data(**data), **JSON)
    assert (answer.status_code, answer.json()["error"]) == (422, "InvalidInput")
    assert Annotation.objects.count() == 0


def test_a_page_that_is_not_there_is_not_found(people, sketch):
    assert people.browser("mentor").post(url("pin", sketch), pin_data(page=7)).status_code == 404
    assert people.browser("mentor").get(url("sketch", sketch), {"version": 7}).status_code == 404
    assert people.browser("mentor").get(url("sketch", sketch), {"version": "x"}).status_code == 400
    assert people.browser("mentor").get(url("sketch", sketch), {"version": "9" * 30}).status_code == 400


def test_answering_with_and_without_a_script(people, sketch):
    pin = make_pin(sketch)
    browser = people.browser("right")
    plain = browser.post(url("reply", sketch, pin.public_id), {"body": "わたしが受けます。", "client_id": uuid4()})
    assert (plain.status_code, plain["Location"].endswith(f"#t-{pin.public_id}")) == (303, True)
    data = {"body": "一期生に聞いてみます。", "client_id": uuid4()}
    answers = [browser.post(url("reply", sketch, pin.public_id), data, **JSON) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert AnnotationComment.objects.count() == 3


def test_an_answer_that_cannot_be_kept_comes_back_in_its_card(people, sketch):
    pin = make_pin(sketch)
    long = "あ" * 1001
    page = people.browser("right").post(url("reply", sketch, pin.public_id), {"body": long})
    assert page.status_code == 422
    assert long in text(page)
    assert "1000" in text(page)


def test_settling_and_taking_up_again(people, sketch):
    pin = make_pin(sketch)
    browser = people.browser("owner")
    assert browser.post(url("resolve", sketch, pin.public_id), {"to": "resolved"}).status_code == 303
    assert browser.post(url("resolve", sketch, pin.public_id), {"to": "resolved"}, **JSON).json()["state"] == "resolved"
    assert Annotation.objects.get().rev == 1
    assert browser.post(url("resolve", sketch, pin.public_id), {"to": "open"}, **JSON).json()["state"] == "open"
    assert browser.post(url("resolve", sketch, pin.public_id), {"to": "gone"}, **JSON).status_code == 422


def test_a_pin_of_another_sketch_is_not_found(people, sketch):
    other = make_sketch(adopted_entry(sketch.entry.cohort))
    pin = make_pin(other)
    browser = people.browser("mentor")
    assert browser.post(url("reply", sketch, pin.public_id), {"body": "x"}).status_code == 404
    assert browser.post(url("resolve", sketch, pin.public_id), {"to": "resolved"}).status_code == 404


def test_the_fragment_holds_what_was_asked_for(people, sketch):
    first, second = make_pin(sketch, body="一つ目"), make_pin(sketch, body="二つ目")
    browser = people.browser("owner")
    whole = text(browser.get(url("fragment", sketch), {"version": 1, "page": 1}))
    part = text(browser.get(url("fragment", sketch), {"version": 1, "page": 1, "ids": second.public_id}))
    assert ("一つ目" in whole, "二つ目" in whole) == (True, True)
    assert (str(first.public_id) in part, str(second.public_id) in part) == (False, True)
    assert "コメント 2" in part
    assert browser.get(url("fragment", sketch), {"ids": "x"}).status_code == 400
    assert "Comments 2" in text(browser.get("/en" + url("fragment", sketch)))


def test_the_filter_is_a_link(people, sketch):
    pins = [make_pin(sketch, body=f"{number}番目") for number in range(2)]
    resolve(annotation=pins[0], by=pins[0].author, now=NOW)
    page = text(people.browser("owner").get(url("sketch", sketch), {"show": "resolved"}))
    assert 'data-show="resolved"' in page
    assert 'data-show="all"' in text(people.browser("owner").get(url("sketch", sketch), {"show": "none"}))


def test_uploading_a_version(people, sketch):
    browser = people.browser("owner")
    assert browser.get(url("upload", sketch)).status_code == 200
    data = {"file": picture(), "caption": "六人で渡していく", "client_id": uuid4()}
    assert browser.post(url("upload", sketch), data).status_code == 303
    assert browser.post(url("upload", sketch), {**data, "file": picture()}).status_code == 303
    assert SketchVersion.objects.filter(sketch=sketch).count() == 2
    assert "絵のあゆみ" in text(browser.get(url("sketch", sketch)))


@pytest.mark.parametrize(
    "data", [{"file": picture("a.svg")}, {"file": ""}, {"caption": ""}, {"caption": "あ" * 121}, {"client_id": "x"}]
)
def test_an_upload_that_cannot_be_kept_says_why(people, sketch, data):
    values = {"file": picture(), "caption": "六人で渡していく", **data}
    page = people.browser("owner").post(url("upload", sketch), values)
    assert page.status_code == 422
    assert "banner" in text(page)
    assert SketchVersion.objects.count() == 1


def test_the_first_sketch_of_an_entry(people):
    browser = people.browser("owner")
    address = reverse("mentoring:sketch_add", args=[people.entry.public_id])
    assert people.entry.title in text(browser.get(address))
    data = {"title": "空いた荷台の見える化", "file": picture(), "caption": "荷台が半分空いている", "client_id": uuid4()}
    made = browser.post(address, data)
    assert (made.status_code, browser.post(address, {**data, "file": picture()})["Location"]) == (303, made["Location"])
    assert Sketch.objects.count() == 1


def test_the_list_shows_own_sketches_and_entries_without(people):
    browser = people.browser("owner")
    before = text(browser.get(reverse("mentoring:sketches")))
    assert reverse("mentoring:sketch_add", args=[people.entry.public_id]) in before
    sketch = make_sketch(people.entry)
    make_pin(sketch)
    after = text(browser.get(reverse("mentoring:sketches")))
    assert url("sketch", sketch) in after
    assert "まだのコメント1件" in after
    assert url("sketch", sketch) not in text(people.browser("visitor").get(reverse("mentoring:sketches")))


def test_file_rights(people, sketch):
    address = f"/files/{sketch.versions.get().file.public_id}/page-1/"
    seen = {p: people.browser(p).get(address).status_code for p in ["anonymous", *people.by_persona]}
    allowed = {"owner", "right", "mentor", "staff", "contractor"}
    assert seen == {p: 200 if p in allowed else 404 for p in seen}
    publish_sketch(sketch=sketch, consent=True, by=people["staff"], now=NOW)
    assert people.browser("anonymous").get(address).status_code == 200


def test_null_bytes_and_missing_token(people, sketch):
    browser = people.browser("owner")
    assert browser.post(url("pin", sketch), pin_data(body="a\x00b")).status_code in {400, 422}
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["owner"])
    assert strict.post(url("pin", sketch), pin_data()).status_code == 403
    assert Annotation.objects.count() == 0


def test_pages_of_a_sketch_are_named_by_numbers(sketch):
    assert page_of(sketch).variant == "page-1"
