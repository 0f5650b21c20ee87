"""Handing the outbox to the mail server: one connection, one mail after the other, nothing lost when it dies.

* No transaction is open while the server is asked: SQLite has one writer.
* A server that cannot be reached is nobody's fault: no mail is blamed, and the next try comes after a growing pause.
* A mail that fails is blamed alone and tried later; the others go on over a fresh connection.
* A worker killed between sending and noting sends again with the same Message-ID, which mail programs show once.
"""

import logging
import random
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from activity.actions import give_back_mail, note_sent, take_mail, try_later, withhold_mail
from activity.enums import Urgency
from activity.kinds import kind_named
from activity.models import Delivery
from activity.unsubscribe import stop_url

logger = logging.getLogger(__name__)
FOR_GOOD = 500
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
MOST_A_ROUND = 200


class ServerDownError(Exception):
    """The mail server cannot be reached, or does not let us in."""


class Postman:
    """One lane's way to the mail server. `most` leaves out mails that can wait longer than that."""

    def __init__(self, most: Urgency = Urgency.NEWS) -> None:
        self._most = most
        self._failures = 0
        self._closed_until: datetime | None = None
        self._link: BaseEmailBackend | None = None
        self.has_more = False

    def go(self, now: datetime) -> int:
        """Send what is due, at most MOST_A_ROUND mails; answers how many it took. `has_more`: some may wait."""
        self.has_more = False
        if self._closed_until is not None and now < self._closed_until:
            return 0
        sent = 0
        try:
            for _ in range(MOST_A_ROUND):
                mail = take_mail(now=timezone.now(), most=self._most)
                if mail is None:
                    break
                sent += self._deliver(mail)
            else:
                self.has_more = True
            self._failures, self._closed_until = 0, None
        except ServerDownError as error:
            self._wait(now, error)
        finally:
            self._hang_up()
        return sent

    def _deliver(self, mail: Delivery) -> bool:
        """One mail; only ServerDownError leaves this."""
        try:
            why = reason_to_withhold(mail, timezone.now())
            if why:
                withhold_mail(mail=mail, why=why)
                return False
            message = message_of(mail)
            message.message()  # whatever cannot be written is this mail's fault, not the server's
        except Exception as error:
            logger.warning("mail %s cannot be written: %s", mail.public_id, type(error).__name__)
            try_later(mail=mail, problem=f"{type(error).__name__}: {error}", now=timezone.now())
            return False
        return self._hand_over(mail, message)

    def _hand_over(self, mail: Delivery, message: EmailMultiAlternatives) -> bool:
        try:
            message.connection = self._connected()
        except ServerDownError:
            give_back_mail(mail=mail)
            raise
        try:
            message.send()
        except (SMTPException, OSError, ValueError) as error:
            self._hang_up()
            try_later(mail=mail, problem=words_of(error), now=timezone.now(), for_good=is_for_good(error))
            return False
        note_sent(mail=mail, now=timezone.now())
        return True

    def _connected(self) -> BaseEmailBackend:
        if self._link is None:
            link: BaseEmailBackend = get_connection(timeout=getattr(settings, "EMAIL_TIMEOUT", None) or 20)
            try:
                link.open()
            except (SMTPException, OSError) as error:
                raise ServerDownError(words_of(error)) from error
            self._link = link
        return self._link

    def _hang_up(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            try:
                link.close()
            except (SMTPException, OSError):
                logger.debug("the mail server was gone already")

    def _wait(self, now: datetime, error: ServerDownError) -> None:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._failures)
        self._failures += 1
        spread = random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, hides nothing
        self._closed_until = now + timedelta(seconds=pause * spread)
        logger.warning("the mail server cannot be reached (%s); again in %.0f s, nothing is lost", error, pause)


def reason_to_withhold(mail: Delivery, now: datetime) -> str:
    """Why a mail must not leave any more, or "": too late, the account is closed, or the right is gone."""
    kind = kind_named(mail.kind)
    if kind.useful_for is not None and now - mail.created_at > kind.useful_for:
        return "too late"
    if mail.person is not None and not mail.person.is_active:
        return "account closed"
    if not kind.may_receive(mail.person or mail.recipient, mail.about):
        return "no right any more"
    return ""


def message_of(mail: Delivery) -> EmailMultiAlternatives:
    """One recipient a message; the Message-ID comes from the row and never changes."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {
        "Message-ID": f"<{mail.public_id}@{domain}>",
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    kind = kind_named(mail.kind)
    if kind.is_choosable and mail.person is not None:
        headers["List-Unsubscribe"] = f"<{stop_url(mail.person, kind, mail.language)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(subject=mail.subject, body=mail.text, to=[mail.recipient], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def is_for_good(error: Exception) -> bool:
    """Whether the server said that this address will never take mail (5xx); anything else may pass."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= FOR_GOOD for code, _text in error.recipients.values())


def words_of(error: Exception) -> str:
    """What the server said, in one line for the office's list."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {text!r}" for code, text in error.recipients.values())
    return " ".join(f"{type(error).__name__}: {error}".split())
