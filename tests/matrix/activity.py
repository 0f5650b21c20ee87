"""The start page is one's own, the audit trail is for staff; the demonstration's mails are open in demo mode only."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from accounts.models import User
from activity.actions import send_mail_to
from activity.enums import MailState
from activity.kinds import kind_named
from activity.long_jobs import VERIFY
from activity.models import Delivery, Notice
from activity.unsubscribe import stop_url
from common.long_jobs import start_long_job
from tests.matrix import Row
from tests.matrix.mails import entry_the_right_hand_left
from tests.matrix.mentoring import booked_session

EVERYBODY = "anonymous visitor owner right declined juror mentor organiser staff contractor"
SIGNED_IN = "visitor owner right declined juror mentor organiser staff contractor"

NOT_OWNER = "visitor right declined juror mentor organiser staff contractor"
NOT_STAFF = "visitor owner right declined juror mentor organiser contractor"

ROWS = [
    Row("activity:notices", "nothing", allow=SIGNED_IN, login="anonymous"),
    Row("activity:notices_unread", "nothing", allow=SIGNED_IN, login="anonymous"),
    Row("activity:notices_read", "nothing", "POST", allow=SIGNED_IN, login="anonymous"),
    Row("activity:notice", "owners_notice", allow="owner", absent=NOT_OWNER, login="anonymous"),
    Row("activity:notice", "notice_of_an_entry_left", absent=SIGNED_IN, login="anonymous"),
    Row("activity:mail_settings", "nothing", allow=SIGNED_IN, login="anonymous"),
    Row("activity:mail_settings", "nothing", "POST", allow=SIGNED_IN, login="anonymous"),
    # The signed address is the right: whoever got the mail may stop it.
    Row("activity:mail_stop", "address_in_a_mail", allow=EVERYBODY),
    Row("activity:mail_stop", "address_in_a_mail", "POST", allow=EVERYBODY),
    Row("activity:mail_stop", "forged_address", "POST", absent=EVERYBODY),
    Row("activity:outbox", "nothing", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("activity:outbox_retry", "a_parked_mail", "POST", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("activity:records", "nothing", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("activity:records_verify", "nothing", "POST", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("activity:job", "owners_job", allow="owner", absent=NOT_OWNER, login="anonymous"),
    Row("activity:records_csv", "nothing", allow="staff", denied=NOT_STAFF, login="anonymous"),
    Row("activity:my", "nothing", allow=SIGNED_IN, login="anonymous"),
    Row("activity:demo_mails", "nothing", allow=EVERYBODY),
    Row("activity:demo_mail", "a_mail", allow=EVERYBODY),
    Row("activity:demo_mail_page", "a_mail", allow=EVERYBODY),
    Row("activity:demo_mail", "no_such_mail", absent=EVERYBODY),
]

People = Mapping[str, User]
BOOKED = "mentoring/session_booked"


def owners_notice(people: People) -> dict[str, Any]:
    about = booked_session(people).public_id
    line = Notice.objects.create(
        person=people["owner"], kind=BOOKED, event="1", about=about, titles={"ja": "予約"}, url="/my/"
    )
    return {"public_id": line.public_id}


def notice_of_an_entry_left(people: People) -> dict[str, Any]:
    """What the right hand was told about an entry that they have no part in any more."""
    about = entry_the_right_hand_left(people)
    line = Notice.objects.create(
        person=people["right"], kind="cohorts/received", event="1", about=about, titles={"ja": "受付"}, url="/my/"
    )
    return {"public_id": line.public_id}


def address_in_a_mail(people: People) -> dict[str, Any]:
    return {"token": stop_url(people["owner"], kind_named(BOOKED), "ja").rstrip("/").rpartition("/")[2]}


def a_parked_mail(people: People) -> dict[str, Any]:
    mail = send_mail_to(to=people["owner"], kind="accounts/login_code", context={"code": "1", "minutes": 10})
    Delivery.objects.filter(pk=mail.pk).update(state=MailState.PARKED)
    return {"public_id": mail.public_id}


SITUATIONS: dict[str, Callable[[People], dict[str, Any]]] = {
    "owners_notice": owners_notice,
    "notice_of_an_entry_left": notice_of_an_entry_left,
    "address_in_a_mail": address_in_a_mail,
    "owners_job": lambda people: {
        "public_id": start_long_job(name=VERIFY, owner=people["owner"], now=timezone.now()).public_id
    },
    "forged_address": lambda people: {"token": "x"},
    "a_parked_mail": a_parked_mail,
}
FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "activity:mail_settings": lambda persona: {"mentoring-session_booked": "daily"},
}
