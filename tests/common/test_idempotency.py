"""One object, however often and however simultaneously it is asked for."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from common.errors import Conflict
from common.idempotency import create_once
from common.models import Claim
from tests.factories.common import together

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def make(holder="a", same=()):
    return create_once(Claim, key_fields={"resource": "x", "quarter_hour": AT}, values={"holder": holder}, same=same)


@pytest.mark.django_db
def test_the_second_call_answers_the_first_object():
    first, created = make()
    second, again = make("b")
    assert (created, again, second.pk, second.holder) == (True, False, first.pk, "a")


@pytest.mark.django_db
def test_the_same_key_with_another_content_is_a_conflict():
    make("a", same=("holder",))
    with pytest.raises(Conflict):
        make("b", same=("holder",))


@pytest.mark.django_db
def test_the_callers_transaction_survives_the_refused_insert():
    make()
    with transaction.atomic():
        make()
        assert Claim.objects.count() == 1


@pytest.mark.django_db
def test_another_constraint_is_not_mistaken_for_the_key():
    make()
    with pytest.raises(IntegrityError):
        create_once(Claim, key_fields={"id": -1}, values={"resource": "x", "quarter_hour": AT, "holder": "b"})


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_object():
    results = together(20, lambda n: make(str(n)))
    assert [r for r in results if isinstance(r, Exception)] == []
    assert sum(created for _obj, created in results) == 1
    assert {obj.pk for obj, _created in results} == {Claim.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_twin_looking_first_without_the_constraint_deciding_fails():
    """Look, then insert: some of eight see nothing and break on the constraint."""
    import threading

    seen = threading.Barrier(8)

    def look_first(number):
        found = Claim.objects.filter(resource="x", quarter_hour=AT).first()
        seen.wait(20)
        return found or Claim.objects.create(resource="x", quarter_hour=AT, holder=str(number))

    results = together(8, look_first)
    assert any(isinstance(r, IntegrityError) for r in results)
