"""Going on later: the mail with the way back, and the field where one stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Delivery
from cohorts.actions import mail_way_back, save_answers, submit_entry
from cohorts.queries import last_written
from tests.cohorts.test_views_entry import begin, url
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import make_cohort, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(email="owner@example.jp")


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def write(entry, **values):
    return save_answers(entry=entry, values=values, by=entry.applicant, now=timezone.now()).entry


def test_going_on_later_mails_the_way_back_once_a_day(me, user):
    entry = begin(make_cohort(), user)
    here = url("entry_step", entry.public_id, "plan")
    for _time in range(2):
        me.post(here, {"rev": entry.rev, "title": "帰り便", "button": "later"})
    mail = Delivery.objects.get(kind="cohorts/later")
    assert (mail.recipient, mail.text.count("/login/from-mail/")) == ("owner@example.jp", 1)
    mail_way_back(entry=entry, by=user, now=timezone.now() + timedelta(days=1))
    assert Delivery.objects.filter(kind="cohorts/later").count() == 2


def test_what_was_handed_in_needs_no_way_back(user):
    entry = submit_entry(entry=make_draft(make_cohort(), user), by=user, now=timezone.now())
    mail_way_back(entry=entry, by=user, now=timezone.now())
    assert not Delivery.objects.filter(kind="cohorts/later").exists()


@pytest.mark.parametrize(
    ("values", "place"),
    [({"trouble": "困った"}, "plan/#id_trouble"), ({"kind": "company", "phone": "0240000001"}, "company/#id_phone"),
     ({"track": "value"}, "plan/#id_track_0")],
)  # fmt: skip
def test_the_way_back_ends_at_the_field_written_last(me, user, values, place):
    entry = write(write(begin(make_cohort(), user), title="帰り便"), **values)
    assert me.get(url("entry_resume", entry.public_id))["Location"].endswith(place)


def test_before_a_word_is_written_the_way_back_leads_to_the_first_open_page(me, user):
    entry = begin(make_cohort(), user)
    assert last_written(entry) is None
    assert me.get(url("entry_resume", entry.public_id))["Location"].endswith("/company/")


def test_after_handing_in_the_way_back_leads_to_the_status(me, user):
    entry = submit_entry(entry=make_draft(make_cohort(), user), by=user, now=timezone.now())
    assert me.get(url("entry_resume", entry.public_id))["Location"] == url("entry_status", entry.public_id)
