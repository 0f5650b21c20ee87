"""The list of components: one frozen dataclass, one template and one stylesheet each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, TypeVar, get_type_hints

from common.ui.values import build, coerce

T = TypeVar("T")

_REGISTRY: dict[str, "Spec"] = {}


class UnknownComponentError(LookupError):
    """There is no component of that name."""


@dataclass(frozen=True)
class Spec:
    """What the tags need to know about a component before they render it."""

    name: str
    cls: type[Any]

    @cached_property
    def hints(self) -> Mapping[str, Any]:
        """Type hint of each attribute."""
        names = {field.name for field in fields(self.cls)}
        return {name: hint for name, hint in get_type_hints(self.cls).items() if name in names}

    @cached_property
    def required(self) -> frozenset[str]:
        """Attributes without a default."""
        return frozenset(
            field.name for field in fields(self.cls) if field.default is MISSING and field.default_factory is MISSING
        )

    @property
    def template(self) -> str:
        """The one template of this component."""
        return f"ui/{self.name}.html"

    @property
    def outer(self) -> tuple[str, ...]:
        """Names it may read from the page around it (the frame of the page only)."""
        return tuple(getattr(self.cls, "outer", ()))

    @property
    def repeats(self) -> bool:
        """Whether pages draw many that are alike: the HTML is kept by attributes and language."""
        return bool(getattr(self.cls, "repeats", False))

    def check(self, name: str, value: Any) -> Any:
        """Return `value` as attribute `name` wants it; raises `WrongValueError`."""
        return coerce(self.hints[name], value)

    def make(self, values: Mapping[str, Any]) -> Any:
        """Build the dataclass from checked values."""
        return build(self.cls, values)


def component(name: str) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as the component `name`."""

    def register(cls: type[T]) -> type[T]:
        if not is_dataclass(cls):
            raise TypeError(f"{cls.__name__} is not a dataclass")
        if name in _REGISTRY:
            raise ValueError(f"component {name} exists already")
        _REGISTRY[name] = Spec(name, cls)
        return cls

    return register


def get_spec(name: str) -> Spec:
    """Return the component `name`; raises `UnknownComponentError`."""
    import common.ui.components  # noqa: F401, PLC0415 - fills the registry on first use

    try:
        return _REGISTRY[name]
    except KeyError:
        raise UnknownComponentError(f"there is no component {name!r}") from None


def spec_of(instance: object) -> Spec:
    """Return the component that a dataclass instance belongs to."""
    for spec in all_specs():
        if spec.cls is type(instance):
            return spec
    raise UnknownComponentError(f"{type(instance).__name__} is not a component")


def all_specs() -> Iterator[Spec]:
    """Walk through every component, for the living page and the tests."""
    import common.ui.components  # noqa: F401, PLC0415 - fills the registry on first use

    return iter(sorted(_REGISTRY.values(), key=lambda spec: spec.name))
