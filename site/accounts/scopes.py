"""What a role can hold for. Apps to the left register where their programmes, terms and communities are listed."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

# Each answers (public id, name) of the things that roles are given for now.
_sources: list[Callable[[], Iterable[tuple[UUID, str | Promise]]]] = []


def register_scopes(source: Callable[[], Iterable[tuple[UUID, str | Promise]]]) -> None:
    """Add a source; called once by AppConfig.ready()."""
    if source not in _sources:
        _sources.append(source)


def scope_names() -> dict[UUID, str]:
    """Everything a role can hold for, by its public id."""
    return {public_id: str(name) for source in _sources for public_id, name in source()}


def scope_choices() -> list[tuple[str, str]]:
    """For a form: everywhere, or one of them."""
    return [("", _("Everywhere")), *((str(public_id), name) for public_id, name in scope_names().items())]
