"""What people are told about: each app registers its kinds in `AppConfig.ready()`.

A kind is named "<app>/<event>"; its three templates lie in <app>/mail/<event>/. The subject is also the line of the
inbox. `may_receive(to, about)` is asked again right before a mail leaves, when a daily mail is put together, and for
each line of the inbox that is shown: who lost the right in between gets nothing and reads nothing. The worker asks too,
where nobody is logged in: the rule must not ask for a second factor (`has_role` does).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from accounts.models import User
from activity.enums import Frequency, Urgency
from common.errors import Sentence

MayReceive = Callable[[User | str, UUID | None], bool]
MayStillReceive = Callable[[User, Collection[UUID]], set[UUID]]


def everybody(to: User | str, about: UUID | None) -> bool:
    """For mails that hold nothing but what the recipient asked for."""
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of message.

    `to` is a person, or an address where there is no account. LETTER and CODE always leave at once; NEWS as each
    person likes, with a way to stop it in the mail. `useful_for`: a mail that could not leave in time is not sent any
    more. `is_secret`: what stands in it opens a door, so it is blanked once it is sent. `may_still` answers for many
    objects at once, in a constant number of queries, what `may_receive` answers for each (the inbox asks it).
    """

    name: str
    label: Sentence
    may_receive: MayReceive
    urgency: Urgency = Urgency.LETTER
    default: Frequency = Frequency.NOW
    in_inbox: bool = True
    useful_for: timedelta | None = None
    is_secret: bool = False
    may_still: MayStillReceive | None = None

    def still(self, person: User, about: Collection[UUID | None]) -> set[UUID | None]:
        """Those of the objects about which the person may hear today."""
        if self.may_still is None:
            return {one for one in about if self.may_receive(person, one)}
        found: set[UUID | None] = {*self.may_still(person, [one for one in about if one is not None])}
        return found | ({None} if None in about and self.may_receive(person, None) else set())

    @property
    def is_choosable(self) -> bool:
        """Whether people may have it daily or not at all."""
        return self.urgency == Urgency.NEWS


_kinds: dict[str, Kind] = {}
# What concerns a person's own account is written by accounts, which cannot register here: always, at once.
ACCOUNT_PREFIX = "accounts/"


def register_kind(kind: Kind) -> None:
    """Make a kind known; a second, different registration of a name is a programming error."""
    known = _kinds.get(kind.name)
    if known is not None and known != kind:
        raise ValueError(f"kind {kind.name!r} is registered twice")
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """The kind called `name`; LookupError when nobody registered it."""
    if name in _kinds:
        return _kinds[name]
    if name.startswith(ACCOUNT_PREFIX):
        return Kind(name, "", everybody, in_inbox=False)
    raise LookupError(f"no kind of mail is named {name}")


def kinds() -> list[Kind]:
    """All kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
