"""The README's "How to add a kind of notice and mail", followed word for word with a toy."""

import copy
from collections.abc import Collection
from uuid import UUID

import pytest
from django.conf import settings as product

from accounts.models import Organisation, User
from activity import kinds
from activity.actions import notify
from activity.enums import Urgency
from activity.kinds import Kind, register_kind
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.common import send_mails

pytestmark = pytest.mark.django_db
TEXTS = {
    "subject.txt": "{% load i18n %}{{ who }}さんが手を挙げました",
    "body.txt": '{% extends "mail/layout.txt" %}{% block body %}{{ who }}さんです。{% endblock %}',
    "body.html": '{% extends "mail/layout.html" %}{% block body %}<p>{{ who }}さんです。</p>{% endblock %}',
}


@pytest.fixture
def step_1(settings, tmp_path):
    """Texts."""
    folder = tmp_path / "communities" / "mail" / "hand_raised"
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    changed = copy.deepcopy(product.TEMPLATES)
    changed[0]["DIRS"] = [*changed[0]["DIRS"], tmp_path]
    settings.TEMPLATES = changed


@pytest.fixture
def step_2(monkeypatch):
    """The kind, registered when the app is ready."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def may_receive(to: User | str, about: UUID | None) -> bool:
        return isinstance(to, User) and about is not None and about in may_still(to, [about])

    def may_still(to: User, about: Collection[UUID]) -> set[UUID]:
        return set(Organisation.objects.filter(public_id__in=about).values_list("public_id", flat=True))

    label = "手が挙がったとき"
    register_kind(Kind("communities/hand_raised", label, may_receive, urgency=Urgency.NEWS, may_still=may_still))


def test_a_new_kind_has_its_mail_its_line_and_its_choice(client, step_1, step_2, mailoutbox):
    person, call = UserFactory(), OrganisationFactory()
    client.force_login(person)
    for _ in range(2):
        notify(
            to=person, kind="communities/hand_raised", event="1", context={"who": "A&B"}, about=call.public_id,
            url="/my/",
        )  # fmt: skip
    assert (send_mails(), mailoutbox[0].subject) == (1, "A&Bさんが手を挙げました")
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers
    assert "A&amp;Bさんが手を挙げました" in client.get("/my/notices/").content.decode()
    assert "手が挙がったとき" in client.get("/my/mail/").content.decode()
    every = {kind.name.replace("/", "-"): "now" for kind in kinds.kinds() if kind.urgency == Urgency.NEWS}
    choices = {**every, "communities-hand_raised": "never"}
    assert client.post("/my/mail/", choices).status_code == 302
    notify(to=person, kind="communities/hand_raised", event="2", context={"who": "C"}, about=call.public_id)
    assert (send_mails(), len(mailoutbox)) == (0, 1)
    call.delete()
    assert "さんが手を挙げました" not in client.get("/my/notices/").content.decode()
