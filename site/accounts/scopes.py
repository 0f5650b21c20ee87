"""What a role can hold for. Apps to the left register where their terms and communities are listed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.enums import RoleKind

Things = Iterable[tuple[UUID, str | Promise]]


@dataclass(frozen=True)
class ScopeSource:
    """One kind of thing: `things()` answers (public id, name); `kinds` are the roles that can be limited to one."""

    label: str | Promise
    kinds: frozenset[RoleKind]
    things: Callable[[], Things]


_sources: list[ScopeSource] = []


def register_scopes(source: ScopeSource) -> None:
    """Add a source; called once by AppConfig.ready()."""
    if source not in _sources:
        _sources.append(source)


def scope_names() -> dict[UUID, str]:
    """Everything a role can hold for, by its public id."""
    return {public_id: str(name) for source in _sources for public_id, name in source.things()}


def scope_choices() -> list[tuple[str, Any]]:
    """For a form: everywhere, or one of them, under the name of its kind."""
    groups = [
        (str(source.label), [(str(public_id), str(name)) for public_id, name in source.things()]) for source in _sources
    ]
    return [("", _("Everywhere")), *[(label, things) for label, things in groups if things]]


def kinds_for(scope: UUID) -> frozenset[RoleKind]:
    """The roles that can be limited to this thing; none for a thing that nobody knows."""
    for source in _sources:
        if any(public_id == scope for public_id, _name in source.things()):
            return source.kinds
    return frozenset()
