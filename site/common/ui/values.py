"""Check one attribute of a component against its type hint.

Templates are not type-checked by a tool, so the tags do it: a literal in the template is checked when the
template is compiled, a variable when it is rendered. Anything unexpected is an error, never an empty place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.utils.functional import Promise
from django.utils.safestring import SafeString

T = TypeVar("T")

Text = str | Promise  # words for people; lazy ones take the language of the reader

PLAIN_TEXT = (str, Promise)
PRINTABLE = (int, float, Decimal, UUID)


class WrongValueError(TypeError):
    """A value does not fit the attribute it was given for."""


def coerce(hint: Any, value: Any) -> Any:
    """Return `value` as the attribute wants it, or raise `WrongValueError` with what would have been right."""
    origin = get_origin(hint)
    if hint is Any:
        return value
    if origin in (Union, UnionType):
        return _one_of(get_args(hint), value)
    if origin is Literal:
        return _literal(get_args(hint), value)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(get_args(hint), value)
    if origin is not None and issubclass(origin, Sequence):
        return _items(get_args(hint)[0], value)
    return _plain(hint, value)


def build(cls: type[T], values: Mapping[str, Any]) -> T:
    """Make one dataclass from named values, each of them checked; unknown and missing names are errors."""
    hints = _hints(cls)  # type: ignore[arg-type]
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise WrongValueError(f"{cls.__name__} has no attribute {', '.join(unknown)}")
    types, words = _taken_at_once(cls)  # type: ignore[arg-type]
    checked = {
        name: value
        if (kind := type(value)) in types[name] or (kind is str and value in words[name])
        else _named(name, hints[name], value)
        for name, value in values.items()
    }
    return cls(**checked)


@cache
def _taken_at_once(cls: type[Any]) -> tuple[dict[str, frozenset[type[Any]]], dict[str, frozenset[str]]]:
    """Exact types, and words, that each attribute takes as they are: a page checks thousands of values."""
    hints = _hints(cls)  # type: ignore[arg-type]
    types = {name: frozenset(_exact(hint)) for name, hint in hints.items()}
    words = {
        name: frozenset(get_args(hint)) if get_origin(hint) is Literal else frozenset() for name, hint in hints.items()
    }
    return types, words


def _exact(hint: Any) -> Iterator[type[Any]]:
    """`coerce` answers a value of such a type unchanged."""
    if get_origin(hint) in (Union, UnionType):
        for one in get_args(hint):
            yield from _exact(one)
    elif hint is str:
        yield from (str, SafeString)
    elif isinstance(hint, type) and get_origin(hint) is None:
        yield hint


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """Reading annotations is slow, and a page holds hundreds of components."""
    return get_type_hints(cls)


def options_of(hint: Any) -> list[Any]:
    """The values a `Literal` allows, in the order they are written."""
    return list(get_args(hint))


def _named(name: str, hint: Any, value: Any) -> Any:
    try:
        return coerce(hint, value)
    except WrongValueError as error:
        raise WrongValueError(f"{name}: {error}") from error


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:
    if value is None and NoneType in hints:
        return None
    problems = []
    for hint in hints:
        try:
            return coerce(hint, value)
        except WrongValueError as error:
            problems.append(str(error))
    raise WrongValueError(" or ".join(problems))


def _literal(allowed: tuple[Any, ...], value: Any) -> Any:
    plain = str(value) if isinstance(value, PLAIN_TEXT) else value
    if plain not in allowed:
        raise WrongValueError(f"{plain!r} is not one of {', '.join(map(repr, allowed))}")
    return plain


def _mapping(hints: tuple[Any, ...], value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise WrongValueError(f"{value!r} is not a mapping")
    return {coerce(hints[0], key): coerce(hints[1], item) for key, item in value.items()}


def _items(hint: Any, value: Any) -> tuple[Any, ...]:
    if isinstance(value, (*PLAIN_TEXT, Mapping)) or not hasattr(value, "__iter__"):
        raise WrongValueError(f"{value!r} is not a list")
    return tuple(item if type(item) is hint else coerce(hint, item) for item in value)


def _plain(hint: Any, value: Any) -> Any:
    if hint is str:
        return _text(value)
    if hint is bool:
        if value is None or isinstance(value, bool):
            return bool(value)
    elif hint is float and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    elif isinstance(value, hint) and not (hint is int and isinstance(value, bool)):
        return value
    elif isinstance(hint, type) and is_dataclass(hint) and isinstance(value, Mapping):
        return build(hint, value)
    raise WrongValueError(f"{value!r} is not {getattr(hint, '__name__', hint)}")


def _text(value: Any) -> Any:
    """Keep lazy and safe strings as they are, so that language and escaping are decided when rendering."""
    if isinstance(value, PLAIN_TEXT):
        return value
    if isinstance(value, PRINTABLE) and not isinstance(value, bool):
        return str(value)
    raise WrongValueError(f"{value!r} is not text")
