"""People, organisations and roles for tests."""

import time
from datetime import UTC, date, datetime
from typing import Any

import factory
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import turn_on_second_factor
from accounts.backends import ONE_FACTOR, TWO_FACTORS
from accounts.enums import MemberRole, OrganisationKind, RoleKind
from accounts.models import Organisation, OrganisationMember, Role, User

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.jp")
    display_name = factory.Sequence(lambda n: f"利用者{n}")
    password = factory.django.Password(None)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A company without members."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"A社{n}")
    kana = "エーシャ"
    kind = OrganisationKind.COMPANY


class OrganisationMemberFactory(factory.django.DjangoModelFactory):
    """Somebody in a company."""

    class Meta:
        model = OrganisationMember

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.OWNER


class RoleFactory(factory.django.DjangoModelFactory):
    """A role that holds everywhere, since long ago."""

    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.STAFF
    starts_on = date(2020, 4, 1)


def user_with_role(kind: str, **role: object) -> User:
    """A person who holds a role."""
    user = UserFactory()
    RoleFactory(user=user, kind=kind, **role)
    return user


def queries_of(client: Client, url: str) -> int:
    """How many queries a page costs whose frame has been drawn before."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_code(when: datetime, steps: int = 0) -> str:
    """What the authenticator app with SECRET shows, `steps` half-minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(when.timestamp()) // 30 + steps))


def with_second_factor(user: User, now: datetime = NOW) -> list[str]:
    """Set up the app with SECRET two half-minutes ago; answers the recovery codes."""
    before = datetime.fromtimestamp(now.timestamp() - 60, UTC)
    return turn_on_second_factor(user=user, secret=SECRET, code=app_code(before), now=before, session="")


def log_in(client: Client, user: User, *, factors: int = 1, fresh: bool = True) -> Any:
    """A login session that proves so many factors, given just now or (not fresh) an hour ago."""
    client.force_login(user, TWO_FACTORS if factors > 1 else ONE_FACTOR)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - (0 if fresh else 3600)}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
