"""What goes when the demonstration is removed, and which of it real people added meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Min
from django.utils.text import capfirst

from accounts.models import LoginCode, User
from activity.models import Delivery, Notice, Record
from cohorts.models import Entry, Program
from common.errors import HirobaError
from hiroba.demo.content import read
from hiroba.demo.people import email_of, every_login
from hiroba.demo.removal.reach import Model, Reach, chunks
from home.queries import PagesOf, pages_that_go

# Echoes of something else that is named itself.
NOT_NAMED: tuple[Model, ...] = (Notice, Delivery)
MOST_NAMES = 5


@dataclass(frozen=True)
class Addition:
    """Rows of one kind that real people added to something of the demonstration."""

    kind: str
    count: int
    people: tuple[str, ...]

    def __str__(self) -> str:
        more = ", …" if len(self.people) > MOST_NAMES else ""
        return f"{self.count} × {self.kind} ({', '.join(self.people[:MOST_NAMES])}{more})"


@dataclass(frozen=True)
class Plan:
    """Everything that goes. `additions` needs a clear word first."""

    reach: Reach
    people: frozenset[int]
    pages: PagesOf
    lines: frozenset[int]
    additions: tuple[Addition, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of the demonstration here."""
        return not self.reach.rows

    def counts(self) -> dict[str, int]:
        """How many rows of each kind go, most first."""
        found = {str(capfirst(model._meta.verbose_name)): len(keys) for model, keys in self.reach.rows.items()}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


class Unsure(HirobaError):
    """Real people's additions would go, and nobody said that they may."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def make_plan() -> Plan:
    """Look, and change nothing.

    Order: the accounts of the demonstration; the objects whose first line in the audit trail is theirs; what hangs on
    both; the pages; the lines of the audit trail that speak of nobody and nothing else.
    """
    people = frozenset(demo_people().values_list("pk", flat=True))
    reach = Reach()
    reach.add(User, people)
    for model, keys in _begun_by(people).items():
        reach.add(model, keys)
    addresses = [email_of(login) for login in every_login()]
    reach.add(LoginCode, LoginCode.objects.filter(email__in=addresses).values_list("pk", flat=True))
    reach.add(Delivery, Delivery.objects.filter(recipient__in=addresses).values_list("pk", flat=True))
    reach.add_what_names_them()
    pages = pages_that_go(
        entries=_values(reach, Entry, "public_id"), programmes=_values(reach, Program, "key"), people=people
    )
    return Plan(reach, people, pages, _lines(people, reach), (*_additions(reach, people), *_worked_on(pages)))


def demo_people() -> models.QuerySet[User]:
    """The personas and the others who take part; nobody else with an address of the same domain."""
    addresses = [email_of(login) for login in every_login()]
    return User.objects.filter(models.Q(email__in=addresses) | ~models.Q(persona=""))


def _begun_by(people: frozenset[int]) -> dict[Model, set[Any]]:
    """Objects whose first line was written by the demonstration: it made them, whoever went on with them."""
    changes = Record.objects.filter(is_reading=False, subject_id__isnull=False)
    touched = changes.filter(actor__in=people).values_list("subject_id", flat=True).distinct()
    begun: dict[str, set[Any]] = {}
    for ids in chunks(touched):
        first = changes.filter(subject_id__in=ids).values("subject_id").annotate(first=Min("pk")).values("first")
        lines = Record.objects.filter(pk__in=first, actor__in=people).exclude(subject_kind=User._meta.label_lower)
        for kind, subject in lines.values_list("subject_kind", "subject_id"):
            begun.setdefault(kind, set()).add(subject)
    by_label = {model._meta.label_lower: model for model in _with_public_id()}
    return {
        by_label[kind]: set(models.QuerySet(by_label[kind]).filter(public_id__in=ids).values_list("pk", flat=True))
        for kind, ids in begun.items()
        if kind in by_label
    }


def _with_public_id() -> Iterator[Model]:
    for model in apps.get_models():
        if any(one.name == "public_id" for one in model._meta.fields):
            yield model


def _values(reach: Reach, model: Model, name: str) -> set[Any]:
    keys = reach.rows.get(model, set())
    return set(models.QuerySet(model).filter(pk__in=keys).values_list(name, flat=True))


def _lines(people: frozenset[int], reach: Reach) -> frozenset[int]:
    """What the demonstration did or had done for it, and what the system noted about its objects. Real people's
    lines about them stay: they did it."""
    theirs = models.Q(actor__in=people) | models.Q(on_behalf_of__in=people)
    found = set(Record.objects.filter(theirs).values_list("pk", flat=True))
    for ids in chunks(reach.public_ids):
        about = models.Q(subject_id__in=ids) | models.Q(part_of__in=ids)
        found |= set(Record.objects.filter(about, actor=None).values_list("pk", flat=True))
    return frozenset(found)


def _additions(reach: Reach, people: frozenset[int]) -> Iterator[Addition]:
    """Rows that go although a real person stands in them, or an address that is not the demonstration's."""
    for model, keys in reach.rows.items():
        if issubclass(model, (User, *NOT_NAMED)):
            continue
        found: dict[Any, set[str]] = {}
        for some in chunks(keys):
            for key, address in _addresses_in(models.QuerySet(model).filter(pk__in=some), people):
                found.setdefault(key, set()).add(address)
        if found:
            yield Addition(str(model._meta.verbose_name), len(found), tuple(sorted(set().union(*found.values()))))


def _addresses_in(rows: models.QuerySet[Any], people: frozenset[int]) -> Iterator[tuple[Any, str]]:
    """Key of a row and whom it names besides `people`."""
    domain = f"@{read('people')['domain']}"
    for one in rows.model._meta.fields:
        if one.is_relation and one.related_model is User:
            others = rows.exclude(**{f"{one.name}__in": people}).exclude(**{one.name: None})
            yield from others.values_list("pk", f"{one.name}__email")
        elif isinstance(one, models.EmailField):
            others = rows.exclude(**{f"{one.name}__endswith": domain}).exclude(**{one.name: ""})
            yield from others.exclude(**{one.name: None}).values_list("pk", one.name)


def _worked_on(pages: PagesOf) -> Iterator[Addition]:
    """Pages of the demonstration's own entries and programmes that an editor changed."""
    for title, address in pages.worked_on:
        yield Addition(f"page “{title}”", 1, (address,))
