"""Look-ups on the page about the company: offered, filled in, mended, never in the way."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from cohorts.actions import fill_from_register, save_answers, submit_entry
from cohorts.models import Answer, EntryRevision
from cohorts.queries import answers_of, current_answers, filled_keys
from cohorts.views import entry_lookup
from common.errors import Closed
from common.models import CorporateRecord, PostalArea, RegisterImport
from tests.cohorts.test_views_entry import text_of, url
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import close_call, make_cohort, make_draft

pytestmark = pytest.mark.django_db
NUMBER, ADDRESS = "5900000000037", "福島県郡山市朝日１丁目２３－７"


@pytest.fixture(autouse=True)
def _no_tokens_taken() -> None:
    cache.clear()


@pytest.fixture
def registers() -> None:
    live = {"is_live": True, "begun_at": timezone.now()}
    places = RegisterImport.objects.create(kind="postcodes", **live)
    companies = RegisterImport.objects.create(kind="corporate_numbers", **live)
    PostalArea.objects.create(source=places, code="9638024", prefecture="福島県", city="郡山市", town="朝日")
    CorporateRecord.objects.create(
        source=companies, number=NUMBER, name="株式会社Ａ社", kana="エーシャ", postal_code="9638024", address=ADDRESS
    )


@pytest.fixture
def me(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def draft(me):
    return make_draft(make_cohort(), me, corporate_number=NUMBER, org_name="", org_kana="", postal_code="", address="")


def press(client, entry, button: str, **typed: str):
    entry.refresh_from_db()
    page = url("entry_step", entry.public_id, "company")
    kept = {key: value for key, value in current_answers(entry).items() if isinstance(value, str)}
    return client.post(page, {**kept, "rev": str(entry.rev), "button": button, **typed})


def test_without_tables_there_is_no_button(client, draft):
    page = url("entry_step", draft.public_id, "company")
    assert "look-up-" not in text_of(client.get(page))
    assert press(client, draft, "look-up-corporate_number").status_code == 200


def test_the_number_fills_name_and_address_which_then_come_from_the_register(client, draft, registers):
    said = text_of(press(client, draft, "look-up-corporate_number"))
    kept = current_answers(draft)
    assert [kept[key] for key in ("org_name", "org_kana", "postal_code", "address")] == [
        "株式会社Ａ社", "エーシャ", "963-8024", ADDRESS,
    ]  # fmt: skip
    assert "見つかりました：株式会社Ａ社" in said
    assert (said.count("法人番号の登録から入れました。"), said.count("編集不可"), said.count(" readonly")) == (2, 2, 2)
    again = text_of(client.get(url("entry_step", draft.public_id, "company")))
    assert again.count('value="mend"') == 2


def test_what_was_typed_before_is_told_when_the_register_takes_its_place(client, draft, registers):
    said = text_of(press(client, draft, "look-up-corporate_number", org_name="Ａ社", org_kana="エー"))
    assert "前の入力：Ａ社" in said
    assert current_answers(draft)["org_kana"] == "エー"


def test_mending_frees_the_fields_and_keeps_their_values(client, draft, registers):
    press(client, draft, "look-up-corporate_number")
    for _twice in range(2):
        said = text_of(press(client, draft, "mend"))
    assert (" readonly" in said, current_answers(draft)["org_name"]) == (False, "株式会社Ａ社")


def test_another_number_or_another_name_is_not_from_the_register(me, draft, registers):
    fill_from_register(entry=draft, key="corporate_number", by=me, now=timezone.now())
    assert filled_keys(answers_of(draft)) == {"org_name", "address"}
    save_answers(entry=draft, values={"org_name": "株式会社Ｂ社"}, by=me, now=timezone.now())
    assert filled_keys(answers_of(draft)) == {"address"}
    save_answers(entry=draft, values={"corporate_number": ""}, by=me, now=timezone.now())
    assert filled_keys(answers_of(draft)) == set()


def test_the_postcode_fills_an_empty_address_only(client, draft, registers):
    said = text_of(press(client, draft, "look-up-postal_code", postal_code="９６３８０２４"))
    assert "見つかりました：福島県郡山市朝日 番地を続けて入力してください。" in said
    assert current_answers(draft)["address"] == "福島県郡山市朝日"
    said = text_of(press(client, draft, "look-up-postal_code", address="東京都千代田区1"))
    assert ("見つかりました：福島県郡山市朝日" in said, current_answers(draft)["address"]) == (True, "東京都千代田区1")


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize(
    ("button", "typed", "sentence"),
    [
        ("look-up-corporate_number", {"corporate_number": "7123456789012"}, "この番号は表にありません。"),
        ("look-up-corporate_number", {"corporate_number": "123"}, "先に番号を最後まで入力してください。"),
        ("look-up-corporate_number", {"corporate_number": ""}, "先に番号を最後まで入力してください。"),
        ("look-up-postal_code", {"postal_code": "999-9999"}, "この番号は表にありません。"),
        ("look-up-postal_code", {"postal_code": "x" * 500}, "先に番号を最後まで入力してください。"),
    ],
)
def test_what_is_not_found_says_so_and_keeps_everything(client, draft, button, typed, sentence):
    response = press(client, draft, button, phone="024-999-9999", **typed)
    assert (response.status_code, sentence in text_of(response)) == (200, True)
    assert current_answers(draft)["phone"] == "024-999-9999"


def test_fields_still_empty_are_no_errors_yet(client, draft, registers):
    said = text_of(press(client, draft, "look-up-postal_code", postal_code="963-8024", rep_family="", phone="1"))
    assert said.count('class="error"') == 1


def test_the_memory_of_the_register_is_never_handed_in(me, draft, registers):
    fill_from_register(entry=draft, key="corporate_number", by=me, now=timezone.now())
    submit_entry(entry=draft, by=me, now=timezone.now())
    assert "looked_up" not in EntryRevision.objects.get().answers


def test_after_the_deadline_nothing_is_filled_in(me, draft, registers):
    close_call(draft.cohort)
    with pytest.raises(Closed):
        fill_from_register(entry=draft, key="corporate_number", by=me, now=timezone.now())
    assert not Answer.objects.filter(key="looked_up").exists()


def test_many_look_ups_are_slowed_down_and_what_was_typed_is_kept(client, draft, registers, monkeypatch):
    monkeypatch.setattr(entry_lookup, "BURST", 1)
    press(client, draft, "look-up-postal_code", postal_code="963-8024")
    said = text_of(press(client, draft, "look-up-corporate_number", rep_title="社長"))
    assert "短い時間に続けて調べました。" in said
    assert (current_answers(draft)["rep_title"], current_answers(draft)["org_name"]) == ("社長", "")
