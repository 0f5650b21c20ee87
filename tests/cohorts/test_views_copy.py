"""The copy of an entry as PDF: what stands in it, who gets it, what is noted."""

from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.enums import RoleKind
from activity.models import Delivery, Record
from activity.post import message_of
from cohorts.actions import attach_diagnosis, attach_entry_file, save_answers, submit_entry
from cohorts.models import EntryRevision
from cohorts.queries import looks_at
from tests.cohorts.test_views_entry import url
from tests.common.test_typesetting import HOSTILE, text_of
from tests.factories.accounts import UserFactory, user_with_role
from tests.factories.cohorts import make_cohort, make_diagnosis, make_draft, make_entry
from tests.factories.documents import one_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    user = UserFactory(email="owner@example.jp", family_name="髙﨑", given_name="代表")
    client.force_login(user)
    return user


def plain(response) -> str:
    """Text without spaces and line ends, which the layout sets."""
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return squeezed(text_of(response.content))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def test_the_copy_tells_everything_that_was_handed_in(client, me):
    draft = make_draft(
        make_cohort(), me, plan=f"{HOSTILE}\n二行目", second_same=False, second_family="𠮷", second_given="㈱"
    )
    upload = SimpleUploadedFile("空いた荷台の計画.pdf", one_page())
    file = attach_entry_file(entry=draft, upload=upload, by=me, now=timezone.now())
    attach_diagnosis(entry=draft, diagnosis=make_diagnosis(vision=(0, 5)), by=me, now=timezone.now())
    entry = submit_entry(entry=draft, by=me, now=timezone.now())
    response = client.get(url("entry_copy", entry.public_id))
    text, revision = plain(response), EntryRevision.objects.get(entry=entry)
    told = [
        entry.number, "（令和", "A票", "B票", "髙﨑", "𠮷", "㈱", "製造業A社（金属加工）",
        "タカサキダイヒョウ", "空いた荷台の見える化", revision.sha256, "空いた荷台の計画.pdf", file.sha256,
        "目指す姿05", "owner@example.jp",
        "非公開", squeezed(HOSTILE),
    ]  # fmt: skip
    assert [item for item in told if item not in text] == []
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert [sign for sign in ("提出前", "linebreak", "regex") if sign in text] == []


def test_the_copy_follows_the_newest_version(client, me):
    entry = make_entry(make_cohort(), me)
    save_answers(entry=entry, values={"title": "満載で帰る"}, by=me, now=timezone.now())
    assert "満載で帰る" not in plain(client.get(url("entry_copy", entry.public_id)))
    submit_entry(entry=entry, by=me, now=timezone.now())
    text = plain(client.get(url("entry_copy", entry.public_id)))
    assert ("満載で帰る" in text, "第2版" in text) == (True, True)


def test_characters_without_a_glyph_are_marked_and_told(client, me):
    entry = make_entry(make_cohort(), me, plan="😀 で帰る")
    text = plain(client.get(url("entry_copy", entry.public_id)))
    assert ("〓で帰る" in text, "この文書の書体にない文字です" in text) == (True, True)


def test_the_longest_words_stay_on_the_page(client, me):
    entry = make_entry(make_cohort(), me, plan="x" * 400)
    assert "x" * 400 in plain(client.get(url("entry_copy", entry.public_id)))


def test_the_preview_says_on_every_page_that_it_is_none(client, me):
    draft = make_draft(make_cohort(), me)
    response = client.get(url("entry_preview", draft.public_id))
    assert ("提出前" in plain(response), "受付番号–" in plain(response)) == (True, True)
    assert url("entry_preview", draft.public_id) in client.get(url("entry_review", draft.public_id)).content.decode()


def test_a_draft_has_no_copy(client, me):
    draft = make_draft(make_cohort(), me)
    assert client.get(url("entry_copy", draft.public_id)).status_code == 404


def test_looks_go_on_record_and_only_others_are_told_to_the_entrant(client, me):
    entry = make_entry(make_cohort(), me)
    client.get(url("entry_copy", entry.public_id))
    assert looks_at(entry) == []
    client.force_login(user_with_role(RoleKind.STAFF))
    client.get(url("entry_copy", entry.public_id))
    assert list(Record.objects.filter(verb="entry_copied").values_list("facts__as", "is_reading")) == [
        ("team", True), ("office", True),
    ]  # fmt: skip
    assert [(look.role, look.is_file) for look in looks_at(entry)] == [("office", False)]


def test_a_copy_taken_in_the_team_is_no_look_of_the_office_after_leaving_it(client, me):
    entry = make_entry(make_cohort(), me)
    client.get(url("entry_copy", entry.public_id))
    entry.applicant, entry.organisation = UserFactory(), None
    assert looks_at(entry) == []


def test_jurors_get_no_copy_and_no_line_is_written(client, me):
    entry = make_entry(make_cohort(), me, state="reviewing")
    client.force_login(user_with_role(RoleKind.JUROR))
    for name in ("entry_copy", "entry_preview"):
        assert client.get(url(name, entry.public_id)).status_code == 404
    assert not Record.objects.filter(verb="entry_copied").exists()


def test_many_copies_at_once_are_slowed_down(client, me, monkeypatch):
    module = import_module("cohorts.views.entry_copy")  # its name in the package is the view
    monkeypatch.setattr(module, "BURST", 1)
    monkeypatch.setattr(module, "typeset", lambda *_args: b"%PDF-")
    cache.clear()
    entry = make_entry(make_cohort(), me)
    statuses = [client.get(url("entry_copy", entry.public_id)).status_code for _ in range(2)]
    assert statuses == [200, 429]


def test_receipt_status_content_and_office_lead_to_it(client, me):
    entry = make_entry(make_cohort(), me)
    link = url("entry_copy", entry.public_id)
    for name in ("entry_receipt", "entry_status", "entry_content"):
        assert link in client.get(url(name, entry.public_id)).content.decode()
    message = message_of(Delivery.objects.get(recipient=me.email))
    assert link in message.body
    assert not message.attachments
    client.force_login(user_with_role(RoleKind.STAFF))
    assert link in client.get(url("staff_entry", entry.public_id)).content.decode()
