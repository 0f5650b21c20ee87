"""What people are told about their entries: receipts and results, always and at once."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.kinds import Kind, register_kind
from cohorts.models import Entry
from cohorts.permissions import belongs_to
from cohorts.queries import mine


def is_of_the_team(to: User | str, about: UUID | None) -> bool:
    """Whether the recipient still belongs to the entry."""
    entries = Entry.objects.select_related("organisation", "applicant")
    entry = entries.filter(public_id=about).first() if about else None
    if entry is None:
        return False
    if isinstance(to, User):
        return bool(belongs_to(to, entry))
    return to == entry.applicant.email


def is_asked(to: User | str, about: UUID | None) -> bool:
    """Whether the entry still names this address as its second person, who has not joined yet."""
    address = to.email if isinstance(to, User) else to
    return about is not None and Entry.objects.filter(public_id=about, second_email=address).exists()


def of_whose_team(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the entries that the person still belongs to; one query."""
    return set(Entry.objects.filter(mine(to), public_id__in=about).values_list("public_id", flat=True))


def asking_whom(to: User, about: Collection[UUID]) -> set[UUID]:
    """Those of the entries that still name the person's address; one query."""
    named = Entry.objects.filter(public_id__in=about, second_email=to.email)
    return set(named.values_list("public_id", flat=True))


KINDS = (
    Kind("cohorts/second_asked", _("Asked to join an entry"), is_asked, may_still=asking_whom),
    Kind("cohorts/later", _("The way back to a draft"), is_of_the_team, may_still=of_whose_team),
    Kind("cohorts/received", _("Receipt of an entry"), is_of_the_team, may_still=of_whose_team),
    Kind("cohorts/returned", _("Places to correct in an entry"), is_of_the_team, may_still=of_whose_team),
    Kind("cohorts/adopted", _("Result of an entry"), is_of_the_team, may_still=of_whose_team),
    Kind("cohorts/declined", _("Result of an entry"), is_of_the_team, may_still=of_whose_team),
)


def register() -> None:
    """Called once when the app is ready."""
    for kind in KINDS:
        register_kind(kind)
