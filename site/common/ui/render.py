"""Turn a component into HTML, from a template tag or from Python."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from django.template import Context, Engine
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.ui.registry import Spec, spec_of

ALLOWED_ATTRS = ("data-", "aria-")


def render_component(instance: object) -> SafeString:
    """Render a component built in Python, for views that answer with one part of a page."""
    context = Context({}, use_l10n=True)
    return render_spec(spec_of(instance), instance, context, Engine.get_default())


def render_spec(spec: Spec, instance: object, context: Context, engine: Engine) -> SafeString:
    """Render with nothing from the page but what the component declares, so that it looks alike everywhere."""
    if spec.repeats:
        return _kept(spec, instance, get_language())
    return _drawn(spec, instance, context, engine)


@lru_cache(maxsize=512)
def _kept(spec: Spec, instance: object, _language: str | None) -> SafeString:
    return _drawn(spec, instance, Context({}, use_l10n=True), Engine.get_default())


def _drawn(spec: Spec, instance: object, context: Context, engine: Engine) -> SafeString:
    values: dict[str, Any] = {field.name: getattr(instance, field.name) for field in fields(instance)}  # type: ignore[arg-type]
    values["c"] = instance
    for name in ("csrf_token", *spec.outer):
        if name in context:
            values[name] = context[name]
        elif name != "csrf_token":
            values[name] = ""
    html = engine.get_template(spec.template).render(context.new(values))
    return mark_safe(html.strip())  # noqa: S308 - the output of an auto-escaping template


def render_attrs(attrs: Mapping[str, Any]) -> SafeString:
    """Write extra `data-…` and `aria-…` attributes; True gives a bare attribute, None and False none."""
    wrong = [name for name in attrs if not name.startswith(ALLOWED_ATTRS)]
    if wrong:
        raise ValueError(f"only data-… and aria-… may be added, not {', '.join(wrong)}")
    given = [(name, value) for name, value in attrs.items() if value is not None and value is not False]
    return mark_safe("".join(_attr(name, value) for name, value in given))  # noqa: S308 - each is escaped below


def _attr(name: str, value: Any) -> str:
    return f" {escape(name)}" if value is True else f' {escape(name)}="{conditional_escape(value)}"'
