"""One view serves private files, and asks the right on every request."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse

from common.files import FileKind, file_kinds, file_url, receive_file, register_file_kind
from tests.factories.accounts import UserFactory
from tests.factories.common import NOW, pdf, picture

pytestmark = pytest.mark.django_db


def receive(upload=None, kind="open"):
    return receive_file(upload=upload or picture(), kind=kind, subject=uuid4(), by=None, now=NOW)


def test_a_page_is_shown_inline_and_kept_nowhere(open_kind, client):
    response = client.get(file_url(receive(), "page-1"))
    headers = {name: response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")}
    assert headers == {
        "Content-Type": "image/webp", "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == "inline"
    assert response.content[8:12] == b"WEBP"


@pytest.mark.parametrize("upload", [picture("髙﨑.png"), pdf("髙﨑.pdf")], ids=["png", "pdf"])
def test_an_original_is_only_saved(open_kind, client, upload):
    file = receive(upload)
    assert client.get(file_url(file))["Content-Disposition"] == (
        f"attachment; filename=\"file\"; filename*=UTF-8''{quote(file.original_name)}"
    )


def test_no_reader_and_no_file_answer_alike(open_kind, client):
    file = receive(kind="shut")
    client.force_login(UserFactory())
    answers = [
        client.get(url)
        for url in (
            file_url(file, "page-1"),
            file_url(file, "page-9"),
            reverse("common:file", args=[uuid4(), "page-1"]),
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer["Content-Type"] for answer in answers} == {"text/html; charset=utf-8"}


def test_the_right_is_asked_on_every_request(private, open_kind, client):
    allowed = {"yes": True}
    register_file_kind(FileKind("changing", lambda user, file, variant: allowed["yes"]))
    file = receive(kind="changing")
    assert client.get(file_url(file, "page-1")).status_code == 200
    allowed["yes"] = False
    assert client.get(file_url(file, "page-1")).status_code == 404


def test_a_kind_that_is_gone_is_closed(open_kind, client):
    from common.files.registry import _kinds

    file = receive()
    del _kinds["open"]
    assert client.get(file_url(file, "page-1")).status_code == 404


def test_bytes_that_are_gone_are_not_an_error(open_kind, client):
    from tests.common.conftest import path_of

    file = receive()
    path_of(file.variants.get(name="page-1").storage_key).unlink()
    assert client.get(file_url(file, "page-1")).status_code == 404


def test_behind_nginx_only_the_headers_come_from_here(open_kind, client, settings):
    settings.FILE_ACCEL_PREFIX = "/private/"
    file = receive()
    key = file.variants.get(name="page-1").storage_key
    response = client.get(file_url(file, "page-1"))
    assert (response["X-Accel-Redirect"], response.content) == (f"/private/store/{key[:2]}/{key}", b"")


def test_posting_is_refused_with_a_sentence(open_kind, client):
    response = client.post(file_url(receive(), "page-1"))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_kinds_are_listed_for_the_rights_matrix(open_kind):
    assert {"open", "shut"} <= {kind.name for kind in file_kinds()}


def test_the_template_tag_names_the_address(open_kind):
    from django.template import Context, Template

    file = receive()
    template = Template('{% load files %}{% file_url file "page-1" %}')
    assert template.render(Context({"file": file})) == f"/files/{file.public_id}/page-1/"
