"""Files of messages: kept with the message, shown as pictures, closed with it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.errors import Conflict, InvalidInput
from common.models import StoredFile
from communities import message_files
from communities.actions import edit_message, post_message, remove_message
from communities.enums import RemovalReason
from communities.models import Message
from realtime.models import StreamEvent
from tests.factories.common import pdf, picture, run_jobs
from tests.factories.communities import said

NOW = timezone.now()
JSON = {"HTTP_ACCEPT": "application/json"}
SMALL = (40, 30)


@pytest.fixture
def browser(square, client):
    client.force_login(square.member)
    return client


def posting(square):
    return reverse("communities:message_post", args=[square.channel.public_id])


def page(square):
    return reverse("communities:channel", args=[square.channel.public_id])


def file_at(file, variant="original"):
    return reverse("common:file", args=[file.public_id, variant])


def test_a_picture_needs_no_words_and_is_shown_small_with_a_way_to_the_large_one(square, browser):
    answer = browser.post(posting(square), {"body": "", "files": [picture("治具.png", size=SMALL)]})
    assert answer.status_code == 303
    message, file = Message.objects.get(), StoredFile.objects.get()
    assert (message.body, message.file_count, file.subject) == ("", 1, message.public_id)
    html = browser.get(page(square)).content.decode()
    assert f'src="{file_at(file, "page-1-mid")}" width="40" height="30"' in html
    assert 'alt="画像：治具.png"' in html
    assert browser.get(file_at(file, "page-1-mid")).status_code == 200


def test_a_pdf_shows_its_first_page_when_the_worker_has_drawn_it_and_open_pages_hear_of_it(square, browser):
    said(square.channel, square.member, "図面です。", files=[pdf("図面.pdf", pages=1)])
    assert "1ページ目の画像を準備しています" in browser.get(page(square)).content.decode()
    run_jobs()
    message, file = Message.objects.get(), StoredFile.objects.get()
    event = StreamEvent.objects.get(seq=2)
    assert (event.kind, event.object_id, message.changed_seq, message.rev) == ("drawn", message.public_id, 2, 0)
    html = browser.get(page(square)).content.decode()
    assert "図面.pdfの1ページ目" in html
    assert f'href="{file_at(file)}"' in html


def test_the_same_key_with_the_same_files_is_one_message_and_with_others_a_conflict(square):
    same = {"channel": square.channel, "body": "写真", "client_id": uuid4(), "by": square.member, "now": NOW}
    first = post_message(**same, files=[picture(size=SMALL)])
    again = post_message(**same, files=[picture(size=SMALL)])
    assert (again.created, again.message) == (False, first.message)
    for other in ([], [picture(size=(41, 30))]):
        with pytest.raises(Conflict):
            post_message(**same, files=other)
    assert (Message.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_a_file_that_cannot_be_kept_leaves_nothing_and_the_text_in_the_box(square, browser):
    wrong = SimpleUploadedFile("計画.zip", b"PK\x03\x04nothing")
    answer = browser.post(posting(square), {"body": "残る文章", "files": [picture(size=SMALL), wrong]})
    assert answer.status_code == 422
    assert "残る文章</textarea>" in answer.content.decode()
    assert "計画.zip" in answer.content.decode()
    assert (Message.objects.count(), StoredFile.objects.count()) == (0, 0)
    as_json = browser.post(posting(square), {"body": "", "files": [SimpleUploadedFile("a.svg", b"<svg/>")]}, **JSON)
    assert (as_json.status_code, list(as_json.json()["fields"])) == (422, ["files"])


def test_six_files_are_refused_before_any_is_opened(square, monkeypatch):
    monkeypatch.setattr("communities.actions.attachments.check_upload", None)
    with pytest.raises(InvalidInput):
        said(square.channel, square.member, "多い", files=[picture(size=SMALL)] * 6)
    assert not Message.objects.exists()


def test_without_a_file_something_must_be_said(square, browser):
    assert browser.post(posting(square), {"body": " ", "files": []}).status_code == 422


def test_taking_a_message_down_closes_its_files_at_once(square, browser):
    message = said(square.channel, square.member, files=[picture(size=SMALL)])
    file = StoredFile.objects.get()
    assert browser.get(file_at(file)).status_code == 200
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    assert [browser.get(file_at(file, name)).status_code for name in ("original", "page-1-mid")] == [404, 404]
    assert str(file.public_id) not in browser.get(page(square)).content.decode()


def test_without_asking_for_the_message_a_removed_file_stays_open(square, monkeypatch):
    """Twin: only the channel is asked."""
    message = said(square.channel, square.member, files=[picture(size=SMALL)])
    remove_message(message=message, reason=RemovalReason.MISTAKE, by=square.member, now=NOW)
    file = StoredFile.objects.get()
    assert not message_files.may_read_file(square.member, file, "original")
    monkeypatch.setattr(Message, "is_removed", False)
    assert message_files.may_read_file(square.member, file, "original")


def test_outsiders_get_nothing_and_a_file_of_no_message_neither(closed_square):
    said(closed_square.channel, closed_square.member, files=[picture(size=SMALL)])
    file = StoredFile.objects.get()
    assert not message_files.may_read_file(closed_square.outsider, file, "page-1")
    file.subject = uuid4()
    assert not message_files.may_read_file(closed_square.member, file, "page-1")


def test_words_beside_files_may_be_taken_out_later(square):
    message = said(square.channel, square.member, "説明", files=[picture(size=SMALL)])
    assert edit_message(message=message, body="", rev=0, by=square.member, now=NOW).body == ""
    plain = said(square.channel, square.member, "説明")
    with pytest.raises(InvalidInput):
        edit_message(message=plain, body="", rev=0, by=square.member, now=NOW)


def test_an_answer_takes_files_too(square, browser):
    root = said(square.channel, square.other)
    address = reverse("communities:answer_post", args=[root.public_id])
    answer = browser.post(address, {"files": [picture(size=SMALL)]}, **JSON)
    assert (answer.status_code, Message.objects.get(root=root).file_count) == (201, 1)
