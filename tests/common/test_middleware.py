"""Whatever comes in, a person reads a sentence; nothing ends in a 500."""

import json

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from common import errors
from common.middleware import ErrorPageMiddleware, UploadLeadMiddleware

RAISED = {
    "bad": errors.BadRequest(),
    "missing": errors.NotFound(),
    "http404": Http404("internal detail"),
    "denied": errors.NotAllowed("だめな理由"),
    "permission": PermissionDenied("internal detail"),
    "login": errors.LoginNeeded(),
    "conflict": errors.Conflict("先約があります"),
    "stale": errors.StaleWrite(),
    "invalid": errors.InvalidInput({"name": "＊名前", "kana": "＊カナ"}),
    "large": errors.TooLarge(),
    "toobig": RequestDataTooBig(),
    "many": errors.TooMany(),
    "closed": errors.Closed(),
    "suspicious": SuspiciousOperation("internal detail"),
}
STATUS = {
    "bad": 400, "missing": 404, "http404": 404, "denied": 403, "permission": 403, "login": 302, "conflict": 409,
    "stale": 409, "invalid": 422, "large": 413, "toobig": 413, "many": 429, "closed": 409, "suspicious": 400,
}  # fmt: skip


def fail(request, name):
    raise RAISED[name]


def echo(request):
    return HttpResponse(request.POST.get("a", "") + request.GET.get("a", ""))


@pytest.fixture
def routes(settings):
    import sys
    from types import ModuleType

    from django.urls import get_resolver

    module = ModuleType("tests_routes")
    base = list(get_resolver(settings.ROOT_URLCONF).url_patterns)
    ours = i18n_patterns(path("t/fail/<name>/", fail), path("t/echo/", echo), prefix_default_language=False)
    module.urlpatterns = [*ours, *base]
    sys.modules["tests_routes"] = module
    settings.ROOT_URLCONF = "tests_routes"
    yield
    del sys.modules["tests_routes"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", RAISED)
@pytest.mark.parametrize("debug", [True, False])
def test_each_error_becomes_a_page(routes, client, settings, name, debug):
    settings.DEBUG = debug
    response = client.get(f"/t/fail/{name}/", headers={"Accept-Language": "ja"})
    assert response.status_code == STATUS[name]
    assert "internal detail" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("name", RAISED)
def test_each_error_becomes_json_for_scripts(routes, client, name):
    response = client.get(f"/t/fail/{name}/", headers={"Accept": "application/json"})
    assert response.status_code == (401 if name == "login" else STATUS[name])
    assert set(response.json()) >= {"error", "sentence"}


@pytest.mark.django_db
def test_fields_are_named_in_json(routes, client):
    response = client.get("/t/fail/invalid/", headers={"Accept": "application/json"})
    assert response.json()["fields"] == {"name": "＊名前", "kana": "＊カナ"}


@pytest.mark.django_db
def test_the_sentence_is_in_the_readers_language(routes, client):
    japanese = client.get("/t/fail/stale/").content.decode()
    english = client.get("/en/t/fail/stale/").content.decode()
    assert "ほかの方が先に直しました" in japanese
    assert "Somebody changed this in the meantime" in english


@pytest.mark.django_db
def test_missing_page_missing_object_and_http404_have_the_same_bytes(routes, client):
    pages = [client.get(url).content for url in ("/t/fail/missing/", "/t/fail/http404/")]
    assert pages[0].replace(b"missing", b"") == pages[1].replace(b"http404", b"")
    unknown = client.get("/t/fail/").content.decode()
    with translation.override("ja"):
        assert str(errors.NotFound.default) in unknown


@pytest.mark.django_db
def test_login_keeps_the_way_back_for_pages_only(routes, client):
    assert client.get("/t/fail/login/?a=1")["Location"] == "/login/?next=%2Ft%2Ffail%2Flogin%2F%3Fa%3D1"
    assert client.post("/t/fail/login/")["Location"] == "/login/"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/t/echo/?a=%00", "/t/echo/?%00=a", "/t/echo/?a=%ff%fe", "/t/e%00cho/", "/t/%ff/"])
def test_null_bytes_and_bad_utf8_in_addresses(routes, client, url):
    response = client.get(url)
    assert response.status_code == 400 or (url in ("/t/%ff/",) and response.status_code == 404)


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"a=%00", b"a=\0", b"a=%ff%fe", b"%00=1"])
def test_null_bytes_and_bad_utf8_in_forms(routes, client, body):
    response = client.post("/t/echo/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.django_db
def test_null_bytes_in_multipart(routes, client):
    assert client.post("/t/echo/", {"a": "x\0y"}).status_code == 400
    broken = client.post("/t/echo/", b"--x", content_type="multipart/form-data")
    assert broken.status_code == 400


@pytest.mark.django_db
def test_a_body_over_the_limit_is_413(routes, client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = b"a=" + b"x" * 200
    assert client.post("/t/echo/", body, content_type="application/x-www-form-urlencoded").status_code == 413


@pytest.mark.django_db
def test_too_many_fields_are_400(routes, client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    assert client.post("/t/echo/", {str(n): "1" for n in range(9)}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["髙﨑𠮷", "𝒳 🙂", "改行\r\nあり", "�"])
def test_real_text_passes(routes, client, text):
    assert client.post("/t/echo/", {"a": text}).content.decode() == text
    assert client.get("/t/echo/", {"a": text}).content.decode() == text


@pytest.mark.django_db
def test_twin_without_the_middleware_a_null_byte_reaches_the_view(routes, client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PlainInput" not in name]
    assert client.get("/t/echo/?a=%00").status_code == 200


@pytest.mark.django_db
def test_a_broken_layout_still_gives_the_sentence(routes, client, monkeypatch):
    from django.template import TemplateDoesNotExist, loader

    real = loader.get_template

    def broken(name, *args):
        if name == "common/error.html":
            raise TemplateDoesNotExist(name)
        return real(name, *args)

    monkeypatch.setattr("common.error_pages.loader.get_template", broken)
    response = client.get("/t/fail/denied/")
    assert (response.status_code, "だめな理由" in response.content.decode()) == (403, True)


def test_unknown_errors_stay_errors():
    middleware = ErrorPageMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), RuntimeError()) is None


MISSING_FILE = "/files/00000000-0000-0000-0000-000000000000/original/"
NOT_HERE = {"ja": "見つかりません", "en": "cannot find"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "ja"),
        ({"Referer": "http://testserver/en/sketches/"}, "en"),
        ({"Referer": "http://testserver/sketches/", "Accept-Language": "en"}, "ja"),
        ({"Accept-Language": "en-GB,en"}, "en"),
        ({"Referer": "http://elsewhere.example/en/"}, "ja"),
    ],
)
def test_an_address_without_language_answers_in_that_of_the_asking_page(client, headers, language):
    page = client.get(MISSING_FILE, headers=headers).content.decode()
    assert {code for code, words in NOT_HERE.items() if words in page} == {language}
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("status", [302, 303])
def test_a_form_sent_by_script_is_told_where_to_go(rf, status):
    def redirect(request):
        response = HttpResponse(status=status, headers={"Location": "/my/"})
        response.set_cookie("kept", "yes")
        return response

    lead = UploadLeadMiddleware(redirect)
    answer = lead(rf.post("/", headers={"X-Hiroba-Upload": "1"}))
    assert (answer.status_code, json.loads(answer.content)) == (200, {"location": "http://testserver/my/"})
    assert answer.cookies["kept"].value == "yes"
    assert lead(rf.post("/")).status_code == status


def test_a_refused_form_sent_by_script_is_the_page_itself(rf):
    answer = UploadLeadMiddleware(lambda request: HttpResponse("page", status=422))(
        rf.post("/", headers={"X-Hiroba-Upload": "1"})
    )
    assert (answer.status_code, answer.content) == (422, b"page")


WRITTEN = "朝の受付は、\n1人で足りますか。"


@pytest.mark.django_db
def test_what_was_written_without_a_login_is_shown_and_not_lost(client):
    page = "/entries/00000000-0000-0000-0000-000000000000/plan/"
    data = {"plan": WRITTEN, "rev": "3", "button": "next", "password": "ひみつのことば", "track": "value"}
    answer = client.post(page, data, headers={"Referer": f"http://testserver{page}"})
    text = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (401, "no-store")
    assert text.count("<textarea") == 1
    assert WRITTEN in text
    assert "ひみつのことば" not in text
    assert "/login/?next=%2Fentries%2F" in text


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"rev": "3", "button": "next", "client_id": "7b1e-22"}])
def test_without_anything_written_the_way_leads_to_the_login_page(client, data):
    answer = client.post("/entries/00000000-0000-0000-0000-000000000000/plan/", data)
    assert (answer.status_code, answer["Location"]) == (302, "/login/")


@pytest.mark.django_db
def test_a_foreign_page_is_not_where_one_returns(client):
    answer = client.post("/entries/x/", {"plan": WRITTEN}, headers={"Referer": "http://evil.example/en/"})
    assert "evil" not in answer.content.decode()
