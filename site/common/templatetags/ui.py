"""`{% ui %}`, `{% uiblock %}`, `{% icon %}`, `{% attrs %}`: the only way pages draw their parts.

    {% ui "button" label=_("Enter") href=url kind="primary" icon="hand" %}
    {% ui "button" label=_("Remove") data_dialog_open="remove" %}
    {% uiblock "notice" title=_("Saved") tone="success" %}<p>…</p>{% enduiblock %}
    {% ui "ring" count=17 goal=20 as ring %}

A name that does not exist, a missing attribute and a wrong literal are errors when the template is compiled.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, Variable, kwarg_re
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.ui.icons import IconName
from common.ui.registry import Spec, UnknownComponentError, get_spec
from common.ui.render import render_attrs, render_spec
from common.ui.tongue import in_its_tongue, tongue_of
from common.ui.values import WrongValueError, coerce

register = template.Library()
# What people wrote, marked as Japanese on pages in another language: `{{ entry.title|ja }}`, `<p{% tongue text %}>`.
register.filter("ja", in_its_tongue)
register.simple_tag(tongue_of, name="tongue")

EXTRA = ("data_", "aria_")
CONSTANTS = {"True": True, "False": False, "None": None}


class UnknownValue:
    """Stands for a value that only rendering can tell."""


UNKNOWN = UnknownValue()


def literal_of(expression: FilterExpression) -> Any:
    """Return the value a template author wrote down, or `UNKNOWN` for a variable or a filtered value."""
    if expression.filters:
        return UNKNOWN
    if isinstance(expression.var, str | Promise):
        return expression.var
    if isinstance(expression.var, Variable):
        if expression.var.lookups is None:
            return expression.var.literal
        return CONSTANTS.get(str(expression.var), UNKNOWN)
    return UNKNOWN


class ComponentNode(Node):
    """One use of a component in a template."""

    child_nodelists = ("nodelist",)

    def __init__(
        self, spec: Spec, values: Mapping[str, FilterExpression], nodelist: NodeList | None, target: str
    ) -> None:
        self.spec = spec
        self.values = values
        self.nodelist = nodelist if nodelist is not None else NodeList()
        self.has_slot = nodelist is not None
        self.target = target

    def render(self, context: Context) -> SafeString:
        """Check what could not be checked before, then render the component's own template."""
        given = {name: expression.resolve(context) for name, expression in self.values.items()}
        values = {name: value for name, value in given.items() if not name.startswith(EXTRA)}
        extra = {name.replace("_", "-"): value for name, value in given.items() if name.startswith(EXTRA)}
        if extra:
            values["attrs"] = {**values.get("attrs", {}), **extra}
        if self.has_slot:
            values["slot"] = self.nodelist.render(context)
        try:
            instance = self.spec.make(values)
        except (WrongValueError, ValueError) as error:
            raise TemplateSyntaxError(f"component {self.spec.name}: {error}") from error
        engine = context.template.engine  # type: ignore[union-attr]
        html = render_spec(self.spec, instance, context, engine)
        if self.target:
            context[self.target] = html
            return SafeString("")
        return html


def compile_component(parser: Parser, token: Token, nodelist: NodeList | None) -> ComponentNode:
    """Read one tag and check everything that is known before rendering."""
    tag, *bits = token.split_contents()
    if not bits:
        raise TemplateSyntaxError(f"{{% {tag} %}} needs the name of a component")
    spec = _spec(tag, bits.pop(0))
    target = ""
    if len(bits) >= 2 and bits[-2] == "as":
        target = bits[-1]
        bits = bits[:-2]
    values = _keywords(parser, spec, bits)
    _check_names(spec, set(values), has_slot=nodelist is not None)
    _check_literals(spec, values)
    return ComponentNode(spec, values, nodelist, target)


def _spec(tag: str, bit: str) -> Spec:
    if bit[0] not in "\"'" or bit[-1] != bit[0]:
        raise TemplateSyntaxError(f"{{% {tag} %}}: the name of the component must be quoted, not {bit}")
    try:
        return get_spec(bit[1:-1])
    except UnknownComponentError as error:
        raise TemplateSyntaxError(str(error)) from error


def _keywords(parser: Parser, spec: Spec, bits: list[str]) -> dict[str, FilterExpression]:
    values: dict[str, FilterExpression] = {}
    for bit in bits:
        match = kwarg_re.match(bit)
        name = match[1] if match else None
        if not match or not name:
            raise TemplateSyntaxError(f"component {spec.name}: {bit} should be written name=value")
        if name in values:
            raise TemplateSyntaxError(f"component {spec.name}: {name} is given twice")
        values[name] = parser.compile_filter(match[2])
    return values


def _check_names(spec: Spec, names: set[str], *, has_slot: bool) -> None:
    if has_slot:
        if "slot" not in spec.hints:
            raise TemplateSyntaxError(f"component {spec.name} takes no content: use {{% ui %}}")
        names = names | {"slot"}
    extra = {name for name in names if name.startswith(EXTRA)}
    known = set(spec.hints)
    if extra and "attrs" not in known:
        raise TemplateSyntaxError(f"component {spec.name} takes no extra attributes: {', '.join(sorted(extra))}")
    unknown = sorted(names - known - extra)
    if unknown:
        known_names = ", ".join(sorted(known))
        raise TemplateSyntaxError(f"component {spec.name} has no {', '.join(unknown)}; it has {known_names}")
    missing = sorted(spec.required - names)
    if missing:
        raise TemplateSyntaxError(f"component {spec.name} needs {', '.join(missing)}")


def _check_literals(spec: Spec, values: Mapping[str, FilterExpression]) -> None:
    for name, expression in values.items():
        value = literal_of(expression)
        if value is UNKNOWN or name.startswith(EXTRA):
            continue
        try:
            spec.check(name, value)
        except WrongValueError as error:
            raise TemplateSyntaxError(f"component {spec.name}: {name}: {error}") from error


@register.tag
def ui(parser: Parser, token: Token) -> ComponentNode:
    """Draw a component without content of its own."""
    return compile_component(parser, token, None)


@register.tag
def uiblock(parser: Parser, token: Token) -> ComponentNode:
    """Draw a component round the content up to `{% enduiblock %}`."""
    nodelist = parser.parse(("enduiblock",))
    parser.delete_first_token()
    return compile_component(parser, token, nodelist)


class IconNode(Node):
    """One drawn icon from the sprite."""

    def __init__(self, name: FilterExpression, label: FilterExpression | None) -> None:
        self.name = name
        self.label = label

    def render(self, context: Context) -> SafeString:
        """Write the SVG; without a label it is decoration and hidden from screen readers."""
        name = self.name.resolve(context)
        label = self.label.resolve(context) if self.label else ""
        return icon_html(name, label)


def check_icon(name: Any) -> None:
    """Raise TemplateSyntaxError for an icon that is not drawn."""
    try:
        coerce(IconName, name)
    except WrongValueError as error:
        raise TemplateSyntaxError(f"icon {error}") from error


def icon_html(name: str, label: str = "") -> SafeString:
    """Reference one symbol of the sprite; raises TemplateSyntaxError for a name that is not drawn."""
    return _icon_html(name, str(label))


# A page of a channel draws hundreds of the same few icons.
@lru_cache(maxsize=1024)
def _icon_html(name: str, label: str) -> SafeString:
    check_icon(name)
    spoken: SafeString | str = (
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    )
    href = f"{static('hiroba/illustrations/icons.svg')}#i-{name}"
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {} focusable="false"><use href="{}"/></svg>', spoken, href
    )


@register.tag
def icon(parser: Parser, token: Token) -> IconNode:
    """`{% icon "search" %}` or, when it stands alone, `{% icon "search" label=_("Search") %}`."""
    _tag, *bits = token.split_contents()
    label = None
    if len(bits) == 2 and bits[1].startswith("label="):
        label = parser.compile_filter(bits.pop().removeprefix("label="))
    if len(bits) != 1:
        raise TemplateSyntaxError("{% icon %} takes the name of an icon and, if it stands alone, a label")
    name = parser.compile_filter(bits[0])
    written = literal_of(name)
    if written is not UNKNOWN:
        check_icon(written)
    return IconNode(name, label)


@register.simple_tag
def attrs(given: Mapping[str, Any]) -> SafeString:
    """Write the extra attributes of a component."""
    return render_attrs(given)


@register.simple_tag
def picture_url(path: str) -> str:
    """Address of a picture: an illustration of ours by name (`hero.svg`), or an address as it is."""
    return path if "/" in path else static(f"hiroba/illustrations/{path}")
