"""A stale write is refused; nothing is merged in silence."""

from uuid import uuid4

import pytest
from django.db import transaction

from accounts.models import Organisation
from common.errors import NotFound, StaleWrite
from common.locking import bump, lock
from tests.factories.accounts import OrganisationFactory

pytestmark = pytest.mark.django_db


class Revised(Organisation):
    """An organisation that counts its revisions in memory, since common has no concrete revised model."""

    rev = 3

    class Meta:
        proxy = True
        app_label = "accounts"


def test_lock_reads_the_row_fresh():
    organisation = OrganisationFactory(name="古い")
    Organisation.objects.filter(pk=organisation.pk).update(name="新しい")
    with transaction.atomic():
        assert lock(Organisation, organisation.public_id).name == "新しい"


def test_lock_of_a_missing_or_foreign_row_is_not_found():
    organisation = OrganisationFactory()
    with transaction.atomic():
        with pytest.raises(NotFound):
            lock(Organisation, uuid4())
        with pytest.raises(NotFound):
            lock(Organisation.objects.exclude(pk=organisation.pk), organisation.public_id)


def test_lock_refuses_a_stale_revision():
    organisation = OrganisationFactory()
    with transaction.atomic():
        assert lock(Revised, organisation.public_id, rev=3).pk == organisation.pk
        for stale in (2, 4):
            with pytest.raises(StaleWrite):
                lock(Revised, organisation.public_id, rev=stale)


def test_bump_saves_the_named_fields_with_the_revision():
    class Row:
        rev = 1
        saved = "unset"

        def save(self, update_fields=None):
            self.saved = update_fields

    assert (bump(Row(), "body").rev, bump(Row(), "body").saved, bump(Row()).saved) == (2, ["body", "rev"], None)
