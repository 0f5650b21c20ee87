"""Runs the hand-written rows of the mails: every kind, every persona; and no kind without a row."""

from pathlib import Path

import pytest
from django.db import transaction

from accounts.models import User
from activity.kinds import kind_named, kinds
from hiroba.demo.people import People
from tests.matrix import MISSING
from tests.matrix.mails import EVERYBODY, ROWS, MailRow

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STRANGER = "nobody@example.jp"


def test_every_kind_of_mail_has_a_row():
    texts = {f"{path.parents[2].name}/{path.parent.name}" for path in TEMPLATES.glob("*/mail/*/subject.txt")}
    rows = {row.kind for row in ROWS}
    assert (texts - rows, rows - texts, {kind.name for kind in kinds()} - rows) == (set(), set(), set())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}-{getattr(row.about, '__name__', '')}")
def test_row(row: MailRow, people: People):
    kind = kind_named(row.kind)
    with transaction.atomic():
        about = row.about(people)
        everybody = {persona: User.objects.get(persona=persona) for persona in EVERYBODY.split()}
        may = {persona for persona, user in everybody.items() if kind.may_receive(user, about)}
        inbox = {persona for persona, user in everybody.items() if kind.still(user, [about])}
        transaction.set_rollback(True)
    assert (may, inbox) == (set(row.may.split()), set(row.may.split()))


@pytest.mark.parametrize("kind", sorted({row.kind for row in ROWS if row.kind.split("/")[0] != "accounts"}))
@pytest.mark.parametrize("about", [None, MISSING])
def test_a_stranger_and_nothing(kind: str, about: str | None, people: People):
    """An address without an account, and a thing that does not exist: only the daily mail is about nothing."""
    assert kind_named(kind).may_receive(STRANGER, about) is (kind == "activity/digest")
