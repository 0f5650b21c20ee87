"""What people agreed to: kept with its words, taken back by a button, agreed to again."""

from datetime import timedelta

import pytest

from accounts import hooks
from accounts.actions import give_consent, renew_consent, withdraw_consent
from accounts.models import Consent
from tests.factories.accounts import NOW, UserFactory, queries_of

pytestmark = pytest.mark.django_db


def agreed(user, text="A"):
    words = {"kind": "entry_privacy", "title": "個人情報の取り扱い", "language": "ja"}
    return give_consent(user=user, text=text, by=user, now=NOW, **words)


@pytest.fixture
def told(monkeypatch):
    verbs = []
    monkeypatch.setattr(hooks, "happened", [lambda event: verbs.append(event.verb)])
    return verbs


def test_a_consent_is_kept_with_its_words_and_its_end(client):
    user = UserFactory()
    first = agreed(user, "A  B")
    assert agreed(user, "A B") == first
    assert agreed(user, "A C") != first
    withdraw_consent(consent=first, by=user, now=NOW)
    withdraw_consent(consent=first, by=user, now=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert (Consent.objects.count(), first.withdrawn_at) == (2, NOW)
    client.force_login(user)
    assert "個人情報の取り扱い" in client.get("/account/").content.decode()


def test_agreeing_again_is_a_new_row(told):
    user = UserFactory()
    first = withdraw_consent(consent=agreed(user), by=user, now=NOW)
    again = renew_consent(consent=first, by=user, now=NOW + timedelta(hours=1))
    assert renew_consent(consent=first, by=user, now=NOW + timedelta(hours=2)) == again
    assert renew_consent(consent=again, by=user, now=NOW + timedelta(hours=2)) == again
    assert (first.withdrawn_at, again.withdrawn_at, again.version) == (NOW, None, first.version)
    assert told == ["consent_given", "consent_withdrawn", "consent_given"]


def test_a_button_takes_it_back_and_another_undoes_it(client, told):
    user = UserFactory()
    consent = agreed(user)
    client.force_login(user)
    take_back = f"/account/consents/{consent.public_id}/withdraw/"
    assert take_back in client.get("/account/").content.decode()
    assert client.post(take_back)["Location"] == "/account/#consents"
    page = client.get("/account/").content.decode()
    assert (take_back in page, "取り消し" in page) == (False, True)
    agree = f"/account/consents/{consent.public_id}/renew/"
    assert agree in page
    assert client.post(agree)["Location"] == "/account/#consents"
    page = client.get("/account/").content.decode()
    standing = Consent.objects.get(withdrawn_at=None)
    assert (agree in page, f"/account/consents/{standing.public_id}/withdraw/" in page) == (False, True)
    assert told == ["consent_given", "consent_withdrawn", "consent_given"]


@pytest.mark.parametrize("deed", ["withdraw", "renew"])
def test_a_link_and_somebody_else_change_nothing(client, told, deed):
    consent = agreed(UserFactory())
    client.force_login(UserFactory())
    url = f"/account/consents/{consent.public_id}/{deed}/"
    assert (client.get(url).status_code, client.post(url).status_code) == (405, 404)
    assert (Consent.objects.get().withdrawn_at, told) == (None, ["consent_given"])


def test_the_page_costs_the_same_for_any_number_of_consents(client):
    user = UserFactory()
    agreed(user)
    client.force_login(user)
    few = queries_of(client, "/account/")
    for text in "BCD":
        agreed(user, text)
    assert queries_of(client, "/account/") == few
